"""Practice that targets a learner's weak points across all lessons."""
