"""Prints an activity step by step, and remembers how far the learner has read."""

import shlex
from collections.abc import Callable, Sequence
from typing import Protocol

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.bookmark import Bookmark
from torchquiz.engine.study.next_step import activity_after, preview_of_next
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Stopped
from torchquiz.tui.plain.signals import Noticing


class Offer(Protocol):
    """Something else that the learner can do at a step, besides continuing to the next."""

    @property
    def prompt(self) -> str:
        """The part of the prompt that lists what the learner can type.

        It is empty if nothing else can be done at this step.
        """

    def take(self, line: str, /) -> None:
        """Carry out what the learner typed, or print why that is not possible."""


Sheet = Callable[[], Offer | None]
"""Prints one step and returns what else the learner can do there."""


class Reader:
    """Leads the learner through one activity of a lesson, step by step.

    Args:
        study: The lessons and the learner's progress.
        lesson: The lesson.
        way: The activity.
        dialogue: The conversation with the learner.
        command: The command that opens this lesson, printed with the next activity; empty on the
            home page.
        notice: Makes an interrupt end only the operation in progress.
    """

    def __init__(
        self,
        study: Study,
        lesson: Lesson,
        way: ActivityName,
        dialogue: Dialogue,
        command: Sequence[str],
        notice: Noticing,
    ) -> None:
        self.study = study
        self.lesson = lesson
        self.way = way
        self.dialogue = dialogue
        self.notice = notice
        self._command = command

    def read(self, *sheets: Sheet) -> None:
        """Print the steps, beginning with the one where the learner left off.

        Raises:
            Stopped: The learner stops before the end.
            EOFError: The input has ended.
        """
        bookmark = Bookmark(self.study, self.lesson, self.way, len(sheets))
        step = bookmark.step
        while True:
            bookmark.keep(step)
            self._tell(bookmark.trouble)
            if len(sheets) > 1:
                self.dialogue.say("", f"{self.way}, {step + 1} of {len(sheets)}")
            offer = sheets[step]()
            if bookmark.is_last:
                break
            step = self._ask_where_to(step, offer)
        bookmark.finish()
        self._tell(bookmark.trouble)

    def say_next(self) -> None:
        """Print which activity comes next and the command that opens it.

        Print nothing on the home page, which says it again in its own words.
        """
        if not self._command:
            return
        following = activity_after(self.lesson, self.way)
        option = [] if following == "practice" else ["--way", following]
        command = shlex.join([*self._command, *option])
        self.dialogue.tell("", f"Next, {preview_of_next(self.lesson, self.way)}: {command}")

    def _ask_where_to(self, step: int, offer: Offer | None) -> int:
        """Ask until the learner moves to a different step, and return the index of that step."""
        back = ", b to go back" if step else ""
        while True:
            offered = f", {offer.prompt}" if offer and offer.prompt else ""
            line = self.dialogue.ask(f"\nEnter to go on{back}{offered}, q to stop: ").strip()
            match line.lower():
                case "":
                    return step + 1
                case "b" if step:
                    return step - 1
                case "q":
                    raise Stopped
                case _ if offer:
                    offer.take(line)

    def _tell(self, trouble: str) -> None:
        if trouble:
            self.dialogue.tell("", trouble)
