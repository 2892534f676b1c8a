"""Proves lessons: runs the programs of every item, checks its texts, and caches the results."""
