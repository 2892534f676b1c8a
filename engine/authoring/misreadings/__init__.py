"""Common misconceptions, with rules that rewrite code the way a mistaken learner reads it."""
