"""Guesses keys from the form of the options alone, to find items that give their keys away."""
