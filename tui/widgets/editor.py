"""A pane for writing Python: highlighted, indented automatically, or in the learner's editor."""

from functools import lru_cache

from rich.style import Style as RichStyle
from rich.text import Text
from textual.app import SuspendNotSupported
from textual.color import Color
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.style import Style
from textual.widgets import TextArea

from torchquiz.engine.errors import TorchquizError
from torchquiz.tui.commands import bindings
from torchquiz.tui.widgets.code import highlighted

INDENT = 4
OPENS = (":", "(", "[", "{")
"""After a line that ends like this, the next one is indented further."""


class Editor(TextArea):
    """Code that can be written, run and left; its parent decides what running means."""

    class Run(Message):
        """The learner asked for the code to run."""

    class Left(Message):
        """The learner left the pane; the code stays."""

    BINDINGS = bindings("editor")
    DEFAULT_CSS = """
    Editor {
        height: auto;
        min-height: 4;
        max-height: 14;
        border: none;
        padding: 0 1 0 0;
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        &:focus { border: none; background: $boost; }
    }
    """

    def __init__(self, code: str) -> None:
        super().__init__(
            code, soft_wrap=False, tab_behavior="indent", show_line_numbers=True, theme="css"
        )
        self.indent_width = INDENT

    def get_line(self, line_index: int) -> Text:
        """Return a line in the colours of all other code, which come from Pygments."""
        line = super().get_line(line_index)
        coloured = _lines(self.text)
        if line_index < len(coloured) and coloured[line_index].plain == line.plain:
            for span in coloured[line_index].spans:
                line.stylize(
                    _shown(str(span.style), self.background_colors[1], self.app.theme),
                    span.start,
                    span.end,
                )
        return line

    async def on_key(self, event: Key) -> None:
        """Keep the indentation on Enter; add to it after a colon or an open bracket."""
        if event.key != "enter" or self.read_only:
            return
        event.prevent_default()
        event.stop()
        row, column = self.selection.start
        before = self.document.get_line(row)[:column]
        lead = before[: len(before) - len(before.lstrip())]
        further = " " * INDENT if before.rstrip().endswith(OPENS) else ""
        self.replace(f"\n{lead}{further}", *self.selection, maintain_selection_offset=False)

    def action_delete_left(self) -> None:
        """Delete the character before the cursor; in an indentation, a whole step."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if self.read_only or not self.selection.is_empty or not before or before.strip(" "):
            super().action_delete_left()
        else:
            self.delete(
                (row, (column - 1) // INDENT * INDENT),
                (row, column),
                maintain_selection_offset=False,
            )

    def action_run(self) -> None:
        """Ask for the code to run."""
        self.post_message(self.Run())

    def action_leave(self) -> None:
        """Leave the pane for the keys of the page."""
        self.post_message(self.Left())

    def action_edit_outside(self) -> None:
        """Change the code in the learner's own editor, with the app suspended meanwhile."""
        from torchquiz.tui.terminal.editor import edited, editor

        try:
            if not editor():
                edited("")
            with self.app.suspend():
                code = edited(self.text)
        except SuspendNotSupported:
            self.notify(
                "The screens cannot be put aside here; write in this pane.", severity="warning"
            )
        except TorchquizError as error:
            self.notify(str(error), severity="warning")
        else:
            self.load_text(code)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing in a pane that is read-only."""
        return not self.read_only if action in ("run", "edit_outside") else True


@lru_cache(maxsize=8)
def _lines(code: str) -> list[Content]:
    return highlighted(code).split("\n", allow_blank=True) if code.strip() else []


@lru_cache(maxsize=64)
def _shown(style: str, background: Color, theme: str) -> RichStyle:
    """Return a style of the code's scheme for Rich, without a background of its own."""
    if style == "$text":
        return RichStyle.null()
    rich = (Style(background=background) + Style.parse(style)).rich_style
    return RichStyle(color=rich.color, bold=rich.bold, italic=rich.italic)
