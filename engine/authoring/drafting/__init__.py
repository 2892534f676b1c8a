"""Turns a snippet into a complete, proven item with a key, wrong options, hints and a solution."""
