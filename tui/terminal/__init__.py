"""What depends on the terminal: whether it can draw the screens, how the program ends, the editor."""
