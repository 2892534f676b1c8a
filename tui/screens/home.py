"""Home: the one thing to do next and why, and the lessons in order."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.rules import Sitting
from tui.commands import bindings
from tui.messages import OpenWay, Practise
from tui.screens.page import Page
from tui.standing import Standing, next_step
from tui.study import Study
from tui.theme import MUTED
from tui.widgets.heading import Heading
from tui.widgets.lessons import Lessons
from tui.widgets.prose import prose
from tui.widgets.rows import Rows
from tui.wording import counted, pytorch


class HomeScreen(Page):
    """Where every session begins and ends."""

    BINDINGS = bindings("home")

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._step = next_step(study.standings)

    def compose_body(self) -> ComposeResult:
        """What to do next over the lessons, and what the chosen one is about."""
        yield Heading("torchquiz", "practice in PyTorch")
        yield Static(id="step")
        with VerticalScroll(id="glass", can_focus=False):
            yield Lessons(self._study.standings)
            yield Static(id="about")

    def on_mount(self) -> None:
        """Put the cursor on what comes next."""
        lessons = self.query_one(Lessons)
        paths = [one.path for one in self._study.standings]
        if self._step.path in paths:
            lessons.cursor = paths.index(self._step.path)
        lessons.focus(scroll_visible=False)
        self.show()

    def show(self) -> None:
        """Show where the learner stands now."""
        self._step = next_step(self._study.standings)
        self.query_one("#step", Static).update(Content.assemble((self._step.sentence, "bold")))
        self.query_one(Lessons).show(self._study.standings)
        self._show_about()

    @on(Rows.Moved)
    def _show_about(self) -> None:
        self.query_one("#about", Static).update(_about(self._chosen))
        self.refresh_bindings()

    @property
    def _chosen(self) -> Standing:
        return self.query_one(Lessons).at_cursor

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something for the lesson at the cursor."""
        if not self.is_mounted or action not in ("practise", "missed", "flow"):
            return True
        lesson = self._chosen.lesson
        return {
            "practise": lesson is not None,
            "missed": lesson is not None and bool(self._chosen.known.wrong),
            "flow": lesson is not None and lesson.has("trace"),
        }[action]

    def action_practise(self) -> None:
        """Do the next thing where it is this lesson's; else practise the lesson."""
        self._practise(self._step.way if self._chosen.path == self._step.path else "practice")

    def action_missed(self) -> None:
        """Do again what was missed."""
        self._practise("missed")

    def action_flow(self) -> None:
        """Show the data flow."""
        if self._chosen.lesson:
            self.post_message(OpenWay(self._chosen.lesson.id, "trace"))

    def _practise(self, way: Sitting) -> None:
        if self._chosen.lesson:
            self.post_message(Practise(self._chosen.lesson.id, way))


def _about(standing: Standing) -> Content:
    lesson = standing.lesson
    if lesson is None:
        return Content("")
    facts = (counted(lesson.count, "item"), f"about {counted(lesson.minutes, 'minute')}", f"on {pytorch(lesson.torch)}")
    return prose(lesson.about.strip()) + "\n" + Content.styled(", ".join(facts), MUTED)
