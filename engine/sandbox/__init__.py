"""Runs snippets: the parent never imports torch, and the worker does."""
