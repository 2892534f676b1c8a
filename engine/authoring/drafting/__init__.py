"""Drafts a whole item from a snippet: key, wrong options, hints and solution, all proven."""
