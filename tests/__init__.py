"""Mirrors `engine` and `tui`; names of tests are sentences."""
