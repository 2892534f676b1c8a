"""A guesser that sees only the options of an item, to show which keys their form gives away."""
