"""Loads lessons from YAML files into typed models, and reports all the faults of a file."""
