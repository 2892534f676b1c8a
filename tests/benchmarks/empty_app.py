"""A Textual app with one line of text, which serves as the baseline for torchquiz's screens."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows a line of text, and a different line after a key is pressed."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("frame-is-here")

    def on_key(self) -> None:
        """Show the other line."""
        self.query_one(Static).update("key-is-here")


if __name__ == "__main__":
    EmptyApp().run()
