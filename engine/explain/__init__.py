"""Explains a user's own model: traces its calls, generates questions, and writes a lesson."""
