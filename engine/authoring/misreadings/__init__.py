"""Common misconceptions, with rules that rewrite code as a mistaken learner would read it."""
