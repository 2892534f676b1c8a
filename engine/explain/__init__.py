"""Explains a model: traces its calls, asks questions about it, and writes them as a lesson."""
