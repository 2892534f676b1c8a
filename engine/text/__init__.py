"""Removes invisible characters and terminal control sequences from text before it is shown."""
