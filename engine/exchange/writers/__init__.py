"""Writes proven lessons for other programs, one module per format."""
