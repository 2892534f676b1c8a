"""Export lessons and attempts for other programs, and import quizzes from them.

`readers` has one module for each format that can be imported, `writers` one for each format that
can be exported.
"""
