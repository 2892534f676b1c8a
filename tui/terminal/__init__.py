"""What depends on the terminal: whether it can show the screens, endings, the editor."""
