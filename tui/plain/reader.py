"""Says a way that is read, sheet after sheet, keeps the place, and says at the end what follows."""

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
    """What can be done at a step, besides going on."""

    @property
    def wanted(self) -> str:
        """What can be typed for it, as a prompt lists it; empty for nothing."""

    def take(self, line: str, /) -> None:
        """Do what was typed, or say in a sentence why not."""


Sheet = Callable[[], Offer | None]
"""Says one step, and returns what else can be done there."""


class Reader:
    """A learner who reads one way of a lesson.

    Args:
        study: the lessons and the learner's progress.
        lesson: the lesson that is read.
        way: the way that is read.
        dialogue: the learner.
        command: the words that take this lesson, shown to a learner who goes on to another way.
        noticed: lets an interrupt end no more than what is running.
    """

    def __init__(
        self,
        study: Study,
        lesson: Lesson,
        way: ActivityName,
        dialogue: Dialogue,
        command: Sequence[str],
        noticed: Noticing,
    ) -> None:
        self.study = study
        self.lesson = lesson
        self.way = way
        self.dialogue = dialogue
        self.noticed = noticed
        self._command = command

    def read(self, *sheets: Sheet) -> None:
        """Say the sheets from where the learner stopped.

        Raises:
            Stopped: the learner stops before the end.
            EOFError: nobody reads any longer.
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
        """Say what comes after this way, and how to go there."""
        following = activity_after(self.lesson, self.way)
        option = [] if following == "practice" else ["--way", following]
        command = shlex.join([*self._command, *option])
        self.dialogue.tell("", f"Next, {preview_of_next(self.lesson, self.way)}: {command}")

    def _ask_where_to(self, step: int, offer: Offer | None) -> int:
        """Ask until the learner turns to another step, and return it."""
        back = ", b to go back" if step else ""
        while True:
            offered = f", {offer.wanted}" if offer and offer.wanted else ""
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
