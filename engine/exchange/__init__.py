"""Exchange with other programs.

Banks go out as decks, packages and worksheets, attempts go out as tables, and quizzes come in.
"""
