"""Runs snippets: a parent that never imports torch, and a worker that does."""
