"""Help for authors: examples, schema, advice, suggestions, filling in, and figures of use."""
