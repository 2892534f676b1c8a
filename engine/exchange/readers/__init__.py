"""Reads the quizzes of other programs; each format has its own module."""
