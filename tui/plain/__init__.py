"""The plain front end: the same session as the app, line by line, for screen readers, dumb terminals, pipes and tests."""
