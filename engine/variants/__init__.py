"""From an item to its variants: parameters, the code a learner sees, blanks, changes and templates. All of it without torch."""
