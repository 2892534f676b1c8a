"""Puts mistakes of learners into correct programs, to find wrong programs that pass the checks."""
