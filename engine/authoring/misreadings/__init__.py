"""Common misconceptions, each with a rule that changes code as a mistaken learner reads it."""
