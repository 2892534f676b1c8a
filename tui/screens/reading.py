"""The base class of screens that learners read sheet by sheet."""

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.study.bookmark import Bookmark
from torchquiz.engine.study.next_step import activity_after, preview_of_next
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import opening_of
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.heading import Heading

Sheet = Callable[[], Iterable[Widget]]
"""A function that creates the widgets of one sheet."""


class ReadingScreen(Page):
    """A screen for an activity that consists of sheets, which subclasses define.

    The key for the next sheet first scrolls to the end of the current one, so that nothing is
    missed.
    """

    CSS_PATH = ["reading.tcss"]  # noqa: RUF012 - as in Textual
    BINDINGS = bindings("reading")
    WAY: WayName

    def __init__(self, study: Study, lesson: Lesson) -> None:
        super().__init__()
        self.study = study
        self.lesson = lesson
        self._sheets = self.sheets()
        self.bookmark = Bookmark(study, lesson, self.WAY, len(self._sheets))

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets in the order in which they are read."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Yield the heading and the sheet where the learner left off."""
        yield Heading(self.lesson.title, self.WAY, self._position)
        with VerticalScroll(id="content"):
            yield self._sheet()

    def on_mount(self) -> None:
        """Save the learner's position and focus the current sheet."""
        self._save_position(self.step)
        self.query_one("#content").focus(scroll_visible=False)

    @property
    def step(self) -> int:
        """The index of the current sheet, from 0."""
        return self.bookmark.step

    @property
    def is_last(self) -> bool:
        """Whether the current sheet is the last one."""
        return self.bookmark.is_last

    @property
    def has_more_below(self) -> bool:
        """Whether part of the sheet is below the visible area."""
        content = self.query_one("#content")
        return content.scroll_offset.y < content.max_scroll_y

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that apply to the current sheet."""
        if action == "back":
            return self.step > 0
        if action == "over":
            return not self.is_last
        if action == "shift":
            return any(code.is_wide for code in self.walk_children(Code))
        return True

    async def action_on(self) -> None:
        """Scroll down. At the end of a sheet, show the next sheet or the next activity."""
        if self.has_more_below:
            self.query_one("#content").scroll_page_down(animate=False)
        elif not self.is_last:
            await self.turn(self.step + 1)
        elif self.after:
            self.go_ahead()

    async def action_over(self) -> None:
        """Show the next sheet without scrolling to the end of the current one first."""
        await self.turn(self.step + 1)

    async def action_back(self) -> None:
        """Show the previous sheet."""
        await self.turn(self.step - 1)

    def action_shift(self, columns: int) -> None:
        """Scroll wide code horizontally."""
        for code in self.walk_children(Code):
            code.scroll_relative(x=columns, animate=False)

    def action_home(self) -> None:
        """Mark this activity as done if all of it was read, then go back to the lesson or home."""
        if self.is_last and self.after and not self.has_more_below:
            self.finish()
        super().action_home()

    async def turn(self, step: int) -> None:
        """Show a sheet and save the position."""
        self._save_position(step)
        content = self.query_one("#content")
        with self.app.batch_update():
            await self.query_one("#sheet").remove()
            await content.mount(self._sheet())
        content.scroll_home(animate=False)
        content.focus(scroll_visible=False)
        self.query_one(Heading).show_place(self._position)
        self.refresh_bindings()

    @property
    def _position(self) -> str:
        return f"{self.step + 1} of {len(self._sheets)}" if len(self._sheets) > 1 else ""

    def _sheet(self) -> VerticalGroup:
        widgets = list(self._sheets[self.step]())
        if self.is_last and self.after:
            widgets.append(
                Static(Content.styled("Next  ", "bold") + self.after, classes="paragraph")
            )
        return VerticalGroup(*widgets, id="sheet")

    @property
    def after(self) -> str:
        """A description of what comes after the last sheet."""
        return preview_of_next(self.lesson, self.WAY)

    def go_ahead(self) -> None:
        """Mark this activity as done and open the one that follows it."""
        self.finish()
        following = activity_after(self.lesson, self.WAY)
        self.post_message(opening_of(self.lesson.id, following))

    def finish(self) -> None:
        """Mark this activity as done."""
        self.bookmark.finish()
        self._report_trouble()

    def _save_position(self, step: int) -> None:
        """Save the index of the sheet where the learner left off."""
        self.bookmark.keep(step)
        self._report_trouble()

    def _report_trouble(self) -> None:
        """Notify the learner if the position could not be saved."""
        if self.bookmark.trouble:
            self.notify(self.bookmark.trouble, title="Not saved yet", severity="warning")
