"""Removes what must not be shown in text, and defines the markup within a line."""
