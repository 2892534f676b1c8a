"""The home screen: the suggested next step, the number of items that are due, and the lessons."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from torchquiz.engine.study.next_step import ALL_DUE
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import (
    OpenDrills,
    OpenLesson,
    OpenWay,
    OpenWeakPoints,
    Practise,
    Prove,
    opening_of,
)
from torchquiz.tui.screens.page import WIDE, Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import Lessons
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.days import of_goal
from torchquiz.tui.words.proofs import has_faults
from torchquiz.tui.words.runs import pytorch

CHECK_DAY_S = 60.0
"""How often the screen looks whether a new study day has begun."""
INVITATION = "Not new to PyTorch? Ten questions show where to begin."


class HomeScreen(Page):
    """The home screen, which is usually the first screen that learners see."""

    CSS_PATH = "home.tcss"
    BINDINGS = bindings("home")
    depth = 0

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._was_left = False
        self._is_wide = False
        self._step = study.next_step
        self._day = study.day_begins_at

    def compose_body(self) -> ComposeResult:
        """Yield the list of lessons and a description of the selected one."""
        self._is_wide = self.app.size.width >= WIDE
        yield Heading("torchquiz", "practise PyTorch", self._goal)
        lessons = Lessons(
            self._study.standings,
            self._step,
            self._due,
            self._invitation,
            has_sections=self._is_wide,
        )
        yield lessons
        yield Static(self._about(lessons), id="about")

    def on_resize(self, event: Resize) -> None:
        """Group the lessons into the sections of the course if the window is wide."""
        self._is_wide = event.size.width >= WIDE
        self._lessons.show_sections(self._is_wide)
        self._show_about()

    def on_mount(self) -> None:
        """Focus the list of lessons, and watch for the next study day."""
        self._lessons.focus(scroll_visible=False)
        self.set_interval(CHECK_DAY_S, self.check_day)

    def check_day(self) -> None:
        """Show what is due today if a study day has begun while this screen was open."""
        if self.is_current and self._study.day_begins_at != self._day:
            self._day = self._study.day_begins_at
            self._study.refresh()
            self.show()

    def on_screen_resume(self) -> None:
        """Show what has changed while a different screen was open."""
        if self._was_left:
            self._study.refresh()
            self.show()
            self.post_message(Prove())

    def on_screen_suspend(self) -> None:
        """Record that another screen was opened."""
        self._was_left = True

    def show(self) -> None:
        """Update the list to reflect the learner's progress."""
        self._step = self._study.next_step
        self._lessons.tell(self._study.standings, self._step, self._due, self._invitation)
        self.query_one(Heading).show_place(self._goal)
        self._show_about()

    @on(Listing.Moved)
    def _show_about(self) -> None:
        self.query_one("#about", Static).update(self._about(self._lessons))
        self.refresh_bindings()

    def _about(self, lessons: Lessons) -> Content:
        chosen = lessons.at_cursor or self._step_lesson
        about = _about(chosen) if chosen else Content()
        if not self._is_wide:
            return about
        return Content("\n\n").join(filter(None, [_due(self._study), about]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the commands that apply to the selected row."""
        if not self.is_mounted:
            return True
        if action == "review":
            return bool(self._study.due)
        if action == "drill":
            return any(
                standing.lesson and standing.lesson.drills for standing in self._study.standings
            )
        if action == "practise":
            return self._lesson is not None
        if action in ("open", "explain"):
            lessons = self._lessons
            is_at_line = lessons.is_at_step or lessons.is_at_due or lessons.is_at_invitation
            can_open = self._lesson is not None or is_at_line
            return can_open == (action == "open")
        return True

    @on(Listing.Picked)
    def action_open(self) -> None:
        """Open what the selected row stands for, such as the next step or a lesson."""
        if self._lessons.is_at_step and self._step.lesson is not None:
            self.post_message(opening_of(self._step.lesson, self._step.activity))
        elif self._lessons.is_at_due:
            self.action_review()
        elif self._lessons.is_at_invitation:
            self.post_message(OpenWay("", "placement"))
        elif self._lesson:
            self.post_message(OpenLesson(self._lesson))
        else:
            self.action_explain()

    def action_explain(self) -> None:
        """Tell the learner why the selected lesson cannot be opened yet, and prove it next."""
        if standing := self._lessons.at_cursor:
            self.notify(_not_ready(standing), title="Not ready yet")
            self.post_message(Prove(standing.path))

    def action_practise(self) -> None:
        """Practise the selected lesson."""
        if self._lesson:
            self.post_message(Practise(self._lesson))

    def action_weak_points(self) -> None:
        """Open the list of weak points, which covers all lessons."""
        self.post_message(OpenWeakPoints())

    def action_drill(self) -> None:
        """List the drills of all lessons."""
        self.post_message(OpenDrills())

    def action_review(self) -> None:
        """Open a review of the items that are due in all lessons."""
        self.post_message(OpenWay(*ALL_DUE))

    @property
    def _lessons(self) -> Lessons:
        return self.query_one(Lessons)

    @property
    def _due(self) -> int:
        """The number of items that are due, or 0 if reviewing them is already the next step."""
        return 0 if self._step.activity == "review" else self._study.due

    @property
    def _invitation(self) -> str:
        """The invitation to take the placement, or an empty string if it is not offered."""
        return INVITATION if self._study.offers_placement else ""

    @property
    def _goal(self) -> str:
        """Today's answers and the goal, or an empty string without a goal."""
        goal = self._study.settings.goal
        return of_goal(self._study.answered_today(), goal) if goal else ""

    @property
    def _step_lesson(self) -> Standing | None:
        lesson = self._step.lesson
        return self._study.standing(lesson) if lesson and self._study.has(lesson) else None

    @property
    def _lesson(self) -> str | None:
        """The id of the selected lesson, or None if that lesson is not proven."""
        standing = self._lessons.at_cursor
        if standing is None and self._lessons.is_at_step:
            standing = self._step_lesson
        return standing.lesson.id if standing and standing.lesson else None


def _due(study: Study) -> Content:
    """Return how many items are due today, lesson by lesson."""
    if not study.due:
        return Content.styled("Nothing is due for review today.", MUTED)
    due = [standing for standing in study.standings if standing.due]
    cells = max(len(standing.title) for standing in due)
    lines = [f"{standing.title:{cells}}   {standing.due}" for standing in due]
    return Content("\n").join([Content.styled("Due today", "bold"), *map(Content, lines)])


def _about(standing: Standing) -> Content:
    """Return a description of a lesson.

    If the lesson's proof has failed, return the reason instead.
    """
    lesson = standing.lesson
    if standing.news and standing.has_faults:
        return Content(has_faults(len(standing.news.faults), _from_here(standing.path)))
    if lesson is None:
        return prose(standing.obstacle)
    facts = (
        counted(lesson.count, "item") + ("" if lesson.is_complete else " so far"),
        f"about {counted(lesson.minutes, 'minute')}",
        f"on {pytorch(lesson.torch)}",
    )
    about = [prose(lesson.about.strip())] if lesson.about else []
    return Content("\n").join([*about, Content.styled(", ".join(facts), MUTED)])


def _not_ready(standing: Standing) -> str:
    """Return the reason a lesson cannot be opened, and what the learner can do about it."""
    if standing.news and standing.has_faults:
        return has_faults(len(standing.news.faults), _from_here(standing.path))
    if standing.obstacle:
        return standing.obstacle
    progress = standing.news
    done = f" ({progress.done} of {progress.total} checked)" if progress and progress.total else ""
    return (
        f"The answers in {standing.title} are being checked on PyTorch now{done}."
        " You can open the lesson as soon as the first questions are ready."
    )


def _from_here(path: Path) -> str:
    """Return a path relative to the current folder, if the path is below that folder.

    Any other path is returned unchanged.
    """
    here = Path.cwd()
    is_below = path.is_absolute() and path.is_relative_to(here)
    return str(path.relative_to(here) if is_below else path)
