"""Reads strict YAML, and records the line and column of every value."""
