"""Handles the terminal: its capabilities, its end, and the learner's editor."""
