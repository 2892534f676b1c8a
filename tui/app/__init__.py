"""The Textual app: screen routing, settings, and the commands that work on every screen."""
