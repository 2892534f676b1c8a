"""Writes proven lessons for other programs; each format has its own module."""
