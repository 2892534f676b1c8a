"""Says a way that is read, sheet after sheet; the place is kept, and at the end it says what comes next."""

import shlex
from collections.abc import Callable, Sequence
from typing import Protocol

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.study.bookmark import Bookmark
from torchquiz.engine.study.study import Study
from torchquiz.engine.study.ways import ahead, following
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
"""Says what stands at one step, and gives what else can be done there."""


class Reader:
    """A learner who reads one way of a lesson.

    Args:
        command: the words that take this lesson, told to a learner who goes on to another way.
        noticed: lets an interrupt end no more than what goes on.
    """

    def __init__(
        self,
        study: Study,
        lesson: Lesson,
        way: WayName,
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
        while True:
            self._keep(bookmark, bookmark.step)
            if len(sheets) > 1:
                self.dialogue.say("", f"{self.way}, {bookmark.step + 1} of {len(sheets)}")
            offer = sheets[bookmark.step]()
            if bookmark.step == len(sheets) - 1:
                break
            bookmark.step = self._turned(bookmark.step, offer)
        bookmark.finish()
        self._tell(bookmark.trouble)

    def say_next(self) -> None:
        """Say what comes after this way, and how to go there."""
        name = following(self.lesson, self.way)
        command = shlex.join([*self._command, *(["--way", name] if name else [])])
        self.dialogue.tell("", f"Next, {ahead(self.lesson, self.way)}: {command}")

    def _turned(self, step: int, offer: Offer | None) -> int:
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

    def _keep(self, bookmark: Bookmark, step: int) -> None:
        bookmark.keep(step)
        self._tell(bookmark.trouble)

    def _tell(self, trouble: str) -> None:
        if trouble:
            self.dialogue.tell("", trouble)
