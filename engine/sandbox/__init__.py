"""Runs snippets in worker processes, so that the main process never has to import torch."""
