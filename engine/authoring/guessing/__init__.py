"""Guesses correct answers from the form of the options alone, to find items that reveal them."""
