"""Exchange with other programs: banks out as decks, packages and worksheets, attempts out as tables, other quizzes in."""
