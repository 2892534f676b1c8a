"""The frame of every way that is read: one sheet after another, and at the end what comes next."""

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
"""Makes the widgets of one step."""


class ReadingScreen(Page):
    """A way as sheets, which a subclass fills.

    Going on first scrolls to what is out of sight, so that nothing is skipped unread.
    """

    CSS_PATH = ["reading.tcss"]  # noqa: RUF012 - as Textual has it
    BINDINGS = bindings("reading")
    WAY: WayName

    def __init__(self, study: Study, lesson: Lesson) -> None:
        super().__init__()
        self.study = study
        self.lesson = lesson
        self._sheets = self.sheets()
        self.bookmark = Bookmark(study, lesson, self.WAY, len(self._sheets))

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets in order."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Show the sheet where the learner stopped, under the heading."""
        yield Heading(self.lesson.title, self.WAY, self._place)
        with VerticalScroll(id="glass"):
            yield self._sheet()

    def on_mount(self) -> None:
        """Keep the place from the start."""
        self._keep(self.step)
        self.query_one("#glass").focus(scroll_visible=False)

    @property
    def step(self) -> int:
        """The index of the sheet that is shown, from 0."""
        return self.bookmark.step

    @property
    def is_last(self) -> bool:
        """Whether no sheet comes after this one."""
        return self.bookmark.is_last

    @property
    def is_below(self) -> bool:
        """Whether some of the sheet is still out of sight."""
        glass = self.query_one("#glass")
        return glass.scroll_offset.y < glass.max_scroll_y

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something on this sheet."""
        if action == "back":
            return self.step > 0
        if action == "over":
            return not self.is_last
        if action == "shift":
            return any(code.is_wide for code in self.query(Code))
        return True

    async def action_on(self) -> None:
        """Scroll to what is below, then turn to the next sheet, at the end to what follows."""
        if self.is_below:
            self.query_one("#glass").scroll_page_down(animate=False)
        elif not self.is_last:
            await self.turn(self.step + 1)
        elif self.after:
            self.go_ahead()

    async def action_over(self) -> None:
        """Turn to the next sheet, read or not."""
        await self.turn(self.step + 1)

    async def action_back(self) -> None:
        """Turn to the sheet before."""
        await self.turn(self.step - 1)

    def action_shift(self, columns: int) -> None:
        """Move wide code sideways."""
        for code in self.query(Code):
            code.scroll_relative(x=columns, animate=False)

    def action_home(self) -> None:
        """Leave for home; what was read to its end is done."""
        if self.is_last and self.after and not self.is_below:
            self.finish()
        super().action_home()

    async def turn(self, step: int) -> None:
        """Show a sheet and keep the place."""
        self._keep(step)
        glass = self.query_one("#glass")
        with self.app.batch_update():
            await self.query_one("#sheet").remove()
            await glass.mount(self._sheet())
        glass.scroll_home(animate=False)
        glass.focus(scroll_visible=False)
        self.query_one(Heading).show_place(self._place)
        self.refresh_bindings()

    @property
    def _place(self) -> str:
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
        """What comes after the last sheet, in words."""
        return preview_of_next(self.lesson, self.WAY)

    def go_ahead(self) -> None:
        """Finish this way and go where its last sheet leads."""
        self.finish()
        following = activity_after(self.lesson, self.WAY)
        self.post_message(opening_of(self.lesson.id, following))

    def finish(self) -> None:
        """Keep that the way was read to its end."""
        self.bookmark.finish()
        self._tell_trouble()

    def _keep(self, step: int) -> None:
        self.bookmark.keep(step)
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        if self.bookmark.trouble:
            self.notify(self.bookmark.trouble, title="Not saved yet", severity="warning")
