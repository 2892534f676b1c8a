"""A text whose lines depend on the width, such as a list with bars."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Fitted(Widget):
    """A widget that computes its text from its width.

    The height is computed from the same text. A text that is replaced only when the width changes
    would keep the height of the text before it.
    """

    DEFAULT_CSS = """
    Fitted { height: auto; }
    """

    def fitted(self, width: int) -> Content:
        """Return the text for a width in cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """Return the text for the current width."""
        return self.fitted(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width in cells."""
        return self.fitted(width).get_height(self.styles.get_rules(), width) if width else 0
