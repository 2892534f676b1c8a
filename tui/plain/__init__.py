"""The plain text front end, which runs sessions line by line.

It is meant for screen readers, pipes and tests.
"""
