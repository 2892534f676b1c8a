"""An editor for Python with syntax highlighting and automatic indentation."""

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
from torchquiz.tui.widgets.code import highlight_python

INDENT = 4
PASTED_S = 0.005
"""Maximum interval in seconds between keys that count as pasted rather than typed."""
OPENS = (":", "(", "[", "{")
"""Characters that, at the end of a line, indent the next line further."""


class Editor(TextArea):
    """A code editor. Its parent widget decides what running the code means.

    Args:
        code: The initial code.
        can_run: Whether the editor has a key to run the code; False if its parent has one.
    """

    class Run(Message):
        """A message posted when the learner asks to run the code."""

    class Left(Message):
        """A message posted when the learner has left the editor. The code is kept."""

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

    def __init__(self, code: str, *, can_run: bool = True) -> None:
        super().__init__(
            code, soft_wrap=False, tab_behavior="indent", show_line_numbers=True, theme="css"
        )
        self.indent_width = INDENT
        self._can_run = can_run
        self._last_key_s = 0.0
        self._indentation = 0
        """Number of spaces that the last key press inserted automatically."""

    def get_line(self, line_index: int) -> Text:
        """Return a line highlighted by Pygments, in the same colours as all other code."""
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
        """Indent the new line after Enter.

        If keys arrive as fast as in a paste, do not indent, because pasted text has its own
        indentation.
        """
        is_pasted = event.time - self._last_key_s < PASTED_S
        self._last_key_s = event.time
        if is_pasted:
            self._take_back_indentation()
        self._indentation = 0
        if event.key == "enter" and not self.read_only and not is_pasted:
            event.prevent_default()
            event.stop()
            self._break_line()

    def _take_back_indentation(self) -> None:
        """Remove the automatic indentation that was added after the first line of a paste."""
        row, column = self.cursor_location
        self.delete((row, column - self._indentation), (row, column))

    def _break_line(self) -> None:
        """Break the line.

        Indent the new line like the current one, or further after a colon or an open bracket.
        """
        row, column = self.selection.start
        before = self.document.get_line(row)[:column]
        lead = before[: len(before) - len(before.lstrip())]
        further = " " * INDENT if before.rstrip().endswith(OPENS) else ""
        self._indentation = len(lead + further)
        self.replace(f"\n{lead}{further}", *self.selection, maintain_selection_offset=False)

    def action_delete_left(self) -> None:
        """Delete the character before the cursor, or one level of indentation."""
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
        """Ask the parent to run the code."""
        self.post_message(self.Run())

    def action_leave(self) -> None:
        """Leave the editor, so that the keys of the page work again."""
        self.post_message(self.Left())

    def action_edit_outside(self) -> None:
        """Suspend the app and open the code in the editor that the learner has configured."""
        from torchquiz.tui.terminal.editor import edit_code, editor

        try:
            if not editor():
                edit_code("")
            with self.app.suspend():
                code = edit_code(self.text)
        except SuspendNotSupported:
            self.notify(
                "An external editor cannot be opened here; write the code in this pane.",
                severity="warning",
            )
        except TorchquizError as error:
            self.notify(str(error), severity="warning")
        else:
            self.load_text(code)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable changes in a read-only editor, and `run` if the parent has a key for it."""
        if action == "run" and not self._can_run:
            return False
        return not self.read_only if action in ("run", "edit_outside") else True


@lru_cache(maxsize=8)
def _lines(code: str) -> list[Content]:
    return highlight_python(code).split("\n", allow_blank=True) if code.strip() else []


@lru_cache(maxsize=64)
def _shown(style: str, background: Color, theme: str) -> RichStyle:
    """Convert a style of the highlighting scheme to a Rich style without a background."""
    if style == "$text":
        return RichStyle.null()
    rich = (Style(background=background) + Style.parse(style)).rich_style
    return RichStyle(color=rich.color, bold=rich.bold, italic=rich.italic)
