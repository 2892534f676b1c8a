"""The Textual app: its screens on request, its themes, commands and messages."""
