"""The message that appears when the window is too small for a page."""

from textual.widgets import Static

WIDTH, HEIGHT = 40, 16


class TooSmall(Static):
    """A message that covers the page while the window is too small."""

    DEFAULT_CSS = """
    TooSmall {
        display: none;
        layer: cover;
        width: 100%;
        height: 100%;
        padding: 0 2;
        content-align: center middle;
        text-align: center;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__(
            f"This window is smaller than {WIDTH} × {HEIGHT}. Enlarge it, or use torchquiz --plain."
        )
