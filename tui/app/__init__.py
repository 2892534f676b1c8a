"""The Textual app: opening screens, applying settings, and actions available on every screen."""
