"""Writes proven lessons for other programs. Each format has its own module."""
