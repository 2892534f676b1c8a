"""The Textual app: which screen to open, settings, and commands that work everywhere."""
