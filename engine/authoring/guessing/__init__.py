"""Guesses keys from the form of an item's options alone, to find items that give their key away."""
