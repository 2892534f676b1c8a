"""Exports lessons and attempts for other programs, and imports quizzes from other programs.

The package `readers` has one module for each format that can be imported, and `writers` has one
module for each format that can be exported.
"""
