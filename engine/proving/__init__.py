"""Proves lessons by running the code of every item, checking its texts, and caching the results."""
