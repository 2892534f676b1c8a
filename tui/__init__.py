"""The two front ends, the Textual app and plain text. They only present what the engine decides."""
