"""Loads lessons from YAML files into typed models, and reports all faults in a file."""
