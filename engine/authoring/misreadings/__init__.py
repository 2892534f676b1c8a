"""Common misconceptions, with rules that rewrite code the way a mistaken learner would read it."""
