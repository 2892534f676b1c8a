"""Tools for authors: examples, schema, advice, suggestions, filling in, and item statistics."""
