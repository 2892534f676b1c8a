"""The lesson screen, which describes a lesson and lists its activities."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.study.outline import outline
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import GoHome, opening_of
from torchquiz.tui.screens.page import WIDE, Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import BAR_CELLS, bar
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.ways import Ways

REST_IS_CHECKED = "the rest is still being checked"
HARDEST = 3
"""The maximum number of misconceptions to list."""


class LessonScreen(Page):
    """A screen that lists the activities of a lesson in the recommended order.

    In a wide window, the description and the score are beside the activities instead of above them.
    """

    CSS_PATH = "lesson.tcss"
    BINDINGS = bindings("lesson")
    depth = 1

    def __init__(self, study: Study, lesson: Lesson) -> None:
        super().__init__()
        self._study = study
        self._lesson = lesson
        self._was_left = False

    def compose_body(self) -> ComposeResult:
        """Yield the description, the score so far, the activities and the misconceptions."""
        yield Heading(self._lesson.title, "", "")
        is_wide = self.app.size.width >= WIDE
        with VerticalScroll(id="content", can_focus=False):
            if is_wide:
                yield Ways(outline(self._standing))
            with VerticalGroup(id="facts"):
                left_out = Content.styled(left_out_sentence(self._lesson), MUTED)
                lines = [prose(self._lesson.about.strip()), self._after(), left_out]
                if about := Content("\n").join(filter(None, lines)):
                    yield Static(about, id="about")
                yield Static(id="known")
                yield Static(id="beside", classes="hardest")
            if not is_wide:
                yield Ways(outline(self._standing))
            yield Static(id="below", classes="hardest")

    def on_resize(self, event: Resize) -> None:
        """Put the activities before the description in a wide window, and after it otherwise."""
        facts, ways = self.query_one("#facts"), self.query_one(Ways)
        content = self.query_one("#content")
        if event.size.width >= WIDE:
            content.move_child(ways, before=facts)
        else:
            content.move_child(ways, after=facts)
        self._show_facts()

    def on_mount(self) -> None:
        """Select the activity that comes next."""
        ways = self.query_one(Ways)
        ways.focus(scroll_visible=False)
        ways.go_to_next()
        self._show_facts()

    def on_screen_resume(self) -> None:
        """Show what has changed while a different screen was open."""
        if not self._was_left:
            return
        self._study.refresh()
        if self._study.has(self._lesson.id):
            self.show()
        else:
            self.notify(
                f"The file for {self._lesson.title} has changed."
                " You can open the lesson again once it is proven."
            )
            self.post_message(GoHome())

    def show(self) -> None:
        """Show the learner's progress and everything that has been proven so far."""
        self.query_one(Ways).tell(outline(self._standing))
        self._show_facts()

    def show_news(self) -> None:
        """Show which parts of the lesson have been proven so far, unless the proof has failed."""
        if self._study.has(self._lesson.id):
            self.show()

    def on_screen_suspend(self) -> None:
        """Remember that a different screen was opened."""
        self._was_left = True

    @on(Listing.Picked)
    def action_open(self) -> None:
        """Open the selected activity."""
        if line := self.query_one(Ways).at_cursor:
            self.post_message(opening_of(self._lesson.id, line.activity))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable starting over only if the selected activity was left unfinished."""
        if action != "restart" or not self.is_mounted:
            return True
        line = self.query_one(Ways).at_cursor
        return line is not None and line.is_open

    @on(Listing.Moved)
    def show_keys(self) -> None:
        """Show the keys that apply to the selected activity."""
        self.refresh_bindings()

    def action_restart(self) -> None:
        """Start the selected activity from the beginning."""
        if line := self.query_one(Ways).at_cursor:
            try:
                self._study.start_over(self._lesson.id, line.activity)
            except StoreError as error:
                self.notify(str(error), severity="error")
                return
            self.post_message(opening_of(self._lesson.id, line.activity))

    def action_open_at(self, index: int) -> None:
        """Open the activity with this index."""
        ways = self.query_one(Ways)
        if index < ways.count:
            ways.cursor = index
            self.action_open()

    @property
    def _standing(self) -> Standing:
        return self._study.standing(self._lesson.id)

    def _after(self) -> Content:
        """Return a note that names the lessons to take first; empty if there are none."""
        titles = [
            standing.title
            for standing in self._study.standings
            if standing.lesson and standing.lesson.id in self._lesson.prerequisites
        ]
        return Content.styled(f"Do {' and '.join(titles)} first.", MUTED) if titles else Content()

    def _show_facts(self) -> None:
        known = self._standing.known
        self.query_one("#known", Static).update(
            Content.assemble(
                bar(known.proportion, BAR_CELLS),
                "\n" if self.app.size.width >= WIDE else "  ",
                f"{known.right} of {counted(known.total, 'item')} right",
                "" if self._standing.is_complete else f"; {REST_IS_CHECKED}",
            )
        )
        for hardest in self.query(".hardest").results(Static):
            hardest.update(self._hardest())

    def _hardest(self) -> Content:
        beliefs = self._study.beliefs(self._lesson.id, HARDEST)
        if not beliefs:
            return Content()
        lines = [
            prose(f"“{belief.text}”")
            + Content.styled(f"  {counted(belief.met.times, 'time')}", MUTED)
            for belief in beliefs
        ]
        return Content("\n").join([Content.styled("Hardest for you so far", "bold"), *lines])
