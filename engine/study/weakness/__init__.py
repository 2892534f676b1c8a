"""Practice that goes where a learner is weak, over all lessons."""
