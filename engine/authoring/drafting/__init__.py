"""Turns a snippet into a complete, proven item with an answer, wrong options and explanations."""
