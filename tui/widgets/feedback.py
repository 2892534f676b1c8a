"""Feedback on a question: hints before the answer, explanations after it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.study.session import Session
from torchquiz.tui.themes import RIGHT, WRONG
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.run import RealRun, run_and_outcome
from torchquiz.tui.words.grades import belief, verdict, verdict_glyph


class Lead(Horizontal):
    """A paragraph with a short label, such as a number, to its left."""

    DEFAULT_CSS = """
    Lead {
        height: auto;
        .lead { width: auto; color: $text-muted; }
        .body { width: 1fr; }
    }
    """

    def __init__(self, lead: str | Content, body: Content) -> None:
        super().__init__()
        self._lead = lead
        self._body = body

    def compose(self) -> ComposeResult:
        """Yield the label and, beside it, the paragraph."""
        yield Static(self._lead, classes="lead")
        yield Static(self._body, classes="body")


class Feedback(VerticalGroup):
    """The area below the answer. It is empty until there is feedback.

    Args:
        hints: Hints that are already open.
    """

    DEFAULT_CSS = """
    Feedback {
        .apart { margin: 1 0 0 0; }
        .indented { margin: 0 0 0 2; }
        .apart.indented { margin: 1 0 0 2; }
    }
    """

    def __init__(self, hints: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._hints = hints

    def compose(self) -> ComposeResult:
        """Yield the hints that are already open."""
        yield from _opened(self._hints)

    async def say(self, sentence: str, hints: tuple[str, ...] = ()) -> None:
        """Show the open hints and, if there is one, a sentence below them."""
        shown = _opened(hints)
        if sentence:
            shown.append(Static(prose(sentence), classes="apart" if hints else ""))
        await self._show(shown)

    async def show(self, session: Session) -> None:
        """Show whether the answer is right and why.

        Add the solution once the right answer is shown.
        """
        explanation = _explanation(session) if session.is_key_shown else []
        await self._show([*_verdict(session), *explanation])

    async def _show(self, widgets: list[Widget]) -> None:
        await self.remove_children()
        await self.mount_all(widgets)


def _opened(hints: tuple[str, ...]) -> list[Widget]:
    return [Lead("Hint  ", prose(hint)) for hint in hints]


def _verdict(session: Session) -> list[Widget]:
    """Return the verdict.

    For a wrong answer, add the misconception behind the answer and the reason it is wrong.
    """
    grade = session.grade
    assert grade is not None
    style = RIGHT if grade.is_right else WRONG
    head = Content.styled(verdict(session), style)
    if grade.belief:
        head = head + " " + prose(belief(grade))
    shown: list[Widget] = [Lead(Content.styled(f"{verdict_glyph(grade)} ", style), head)]
    if grade.run and (run := run_and_outcome(grade.run)):
        shown.append(run)
    if grade.because:
        shown.append(Static(prose(grade.because), classes="indented"))
    return shown


def _explanation(session: Session) -> list[Widget]:
    """Return the worked solution, the run of the correct program and the quick check."""
    variant = session.variant
    shown = _solution(variant.solution)
    if variant.run and not session.form.shows_run:
        shown.append(RealRun(variant.run, session.lesson.torch))
    if variant.check:
        shown.append(Lead("Check  ", prose(variant.check)).add_class("indented"))
    if session.item.docs:
        shown += _documentation(session)
    return shown


def _documentation(session: Session) -> list[Widget]:
    """Return the addresses of PyTorch's documentation for the item."""
    # Imported only here, because few items name any documentation.
    from torchquiz.engine.study.documentation import documentation_url

    urls = [documentation_url(name, session.lesson.torch) for name in session.item.docs]
    return [Lead("Docs  ", Content(url)).add_class("indented") for url in urls]


def _solution(steps: tuple[str, ...]) -> list[Widget]:
    leads: list[Widget] = [
        Lead(f"{number}  ", prose(step)).add_class("indented")
        for number, step in enumerate(steps, start=1)
    ]
    for first in leads[:1]:
        first.add_class("apart")
    return leads
