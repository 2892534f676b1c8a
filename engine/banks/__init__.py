"""Loads lessons from YAML files into typed models, and reports all faults of a file at once."""
