"""Reads the quizzes of other programs. Each format has its own module."""
