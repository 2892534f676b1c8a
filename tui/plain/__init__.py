"""The plain front end, which runs the same sessions line by line.

It serves screen readers, pipes and tests.
"""
