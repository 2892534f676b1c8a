"""Practice on a learner's weak points, across all lessons."""
