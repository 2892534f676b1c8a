"""Explains a model: traces its calls, generates questions about it, and writes a lesson."""
