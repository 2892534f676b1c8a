"""A widget for writing code: an editor above a list of what the code must do."""

from itertools import zip_longest

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Static, TextArea

from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Checked, Entered, Grade, Response
from torchquiz.engine.grading.write import requirements
from torchquiz.engine.models.answers import Write
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.engine.wording import ARROW
from torchquiz.tui.commands import bindings
from torchquiz.tui.themes import MUTED, RIGHT, WRONG
from torchquiz.tui.widgets.answering import Answering, Responded
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.editor import Editor
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.grades import check_glyph

OPEN = "○"
"""Glyph for a check that has not run yet."""


def answering(session: Session, answer: Write, preview: object) -> "WriteEntry":
    """Return a widget with the learner's draft in its editor."""
    return WriteEntry(answer, Workbench(session))


class CheckRow(Horizontal):
    """A row for one check of the learner's code. A glyph shows whether the check passed."""

    DEFAULT_CSS = """
    CheckRow {
        height: auto;
        .glyph { width: 2; }
        .picture { margin: 0 0 0 2; }
    }
    """

    def __init__(self, says: str) -> None:
        super().__init__()
        self._says = prose(says)

    def compose(self) -> ComposeResult:
        """Yield the glyph and a description of what the code must do."""
        yield Static(Content.styled(OPEN, MUTED), classes="glyph")
        with VerticalGroup():
            yield Static(self._says, classes="says")
            yield Code("", barred=False, classes="picture")

    def mark(self, check: Checked | None, seen: str) -> None:
        """Show whether the check passed. If it failed, show what the learner's code did."""
        glyph = Content.styled(OPEN, MUTED)
        if check:
            glyph = Content.styled(check_glyph(check), RIGHT if check.holds else WRONG)
        instead = Content.styled(f"\n{ARROW} {seen}", MUTED) if seen else Content()
        self.query_one(".glyph", Static).update(glyph)
        self.query_one(".says", Static).update(self._says + instead)
        picture = self.query_one(Code)
        picture.display = bool(seen and check and check.picture)
        picture.show(Content(check.picture if check else ""))


class WriteEntry(Answering, can_focus=True):
    """A code editor, above a list of the checks that the code must pass.

    Every change to the draft is saved.
    """

    BINDINGS = bindings("written")
    DEFAULT_CSS = """
    WriteEntry {
        layout: vertical;
        background: transparent;
        Editor { margin: 0 0 1 0; }
    }
    """

    def __init__(self, answer: Write, bench: Workbench) -> None:
        super().__init__()
        self._answer = answer
        self._bench = bench
        self._is_trouble_told = False

    def compose(self) -> ComposeResult:
        """Yield the editor and the checks."""
        yield Editor(self._bench.draft.rstrip("\n"), can_run=False)
        yield from map(CheckRow, requirements(self._answer))

    @property
    def editor(self) -> Editor:
        """The editor with the learner's code."""
        return self.query_one(Editor)

    def ask(self) -> None:
        """Let the learner write. Code from an earlier try is kept, so that it can be changed."""
        self.editor.read_only = False
        self._mark(())
        self.action_edit()

    def show_try(self, grade: Grade) -> None:
        """Mark each check and leave the code editable."""
        self._mark(grade.checks)

    def settle(self, response: Response, grade: Grade) -> None:
        """Mark each check and make the editor read-only."""
        self.editor.read_only = True
        self._mark(grade.checks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable running the code until it is graded, and entering the editor once it was left."""
        if not self.is_mounted or action not in ("edit", "run"):
            return True
        return not self.editor.read_only and (action == "run" or self.has_focus)

    def action_edit(self) -> None:
        """Focus the editor, with the cursor at the end of the code."""
        self.editor.focus(scroll_visible=False)
        if not self.editor.cursor_location[0]:
            self.editor.move_cursor(self.editor.document.end)

    @on(Editor.Left)
    def leave(self, event: Editor.Left) -> None:
        """Leave the editor, so that the keys of the page work again."""
        event.stop()
        self.focus(scroll_visible=False)

    def action_run(self) -> None:
        """Submit the code."""
        self.post_message(Responded(Entered((self.editor.text,))))

    @on(TextArea.Changed)
    def keep(self, event: TextArea.Changed) -> None:
        """Save the draft. If that fails, warn the learner, but only the first time."""
        event.stop()
        try:
            self._bench.keep(self.editor.text)
        except StoreError as error:
            if not self._is_trouble_told:
                self._is_trouble_told = True
                self.notify(str(error), severity="warning")

    def _mark(self, checks: tuple[Checked, ...]) -> None:
        """Mark each check.

        If several checks in a row failed in the same way, show what the code did only once.
        """
        shown = ""
        for row, check in zip_longest(self.query(CheckRow), checks):
            seen = check.seen if check else ""
            row.mark(check, "" if seen == shown else seen)
            shown = seen
