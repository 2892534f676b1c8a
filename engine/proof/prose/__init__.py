"""Tests what explanations say in words, apart from figures, by running the correct program."""
