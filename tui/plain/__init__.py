"""The plain front end: the same sessions line by line, for screen readers, pipes and tests."""
