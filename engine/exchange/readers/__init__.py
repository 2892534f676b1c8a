"""Reads quizzes of other programs, one module per format."""
