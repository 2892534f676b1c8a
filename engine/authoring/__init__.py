"""Tools for authors: examples, schema, advice, suggestions, computed values and item statistics."""
