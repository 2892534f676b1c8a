"""Reads strict YAML and keeps the line and column of every value."""
