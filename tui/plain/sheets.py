"""Says a way that is read, sheet after sheet; the place is kept, and at the end it says what comes next."""

import shlex
from collections.abc import Callable, Sequence

from engine.models.proven import Lesson
from engine.models.ways import WayName
from tui.bookmark import Bookmark
from tui.plain.dialogue import Dialogue
from tui.plain.hearing import Stopped
from tui.study import Study
from tui.ways import ahead, following

Sheet = Callable[[], None]
"""Says what stands at one step."""


class Reader:
    """A learner who reads one way of a lesson.

    Args:
        command: the words that take this lesson, told to a learner who goes on to another way.
    """

    def __init__(self, study: Study, lesson: Lesson, way: WayName, dialogue: Dialogue, command: Sequence[str]) -> None:
        self.study = study
        self.lesson = lesson
        self.dialogue = dialogue
        self._way = way
        self._command = command

    def read(self, *sheets: Sheet) -> None:
        """Say the sheets from where the learner stopped.

        Raises:
            Stopped: the learner stops before the end.
            EOFError: nobody reads any longer.
        """
        bookmark = Bookmark(self.study, self.lesson, self._way, len(sheets))
        while True:
            self._keep(bookmark, bookmark.step)
            if len(sheets) > 1:
                self.dialogue.say("", f"{self._way}, {bookmark.step + 1} of {len(sheets)}")
            sheets[bookmark.step]()
            if bookmark.step == len(sheets) - 1:
                break
            bookmark.step = self._turned(bookmark.step)
        bookmark.finish()
        self._tell(bookmark.trouble)

    def say_next(self) -> None:
        """Say what comes after this way, and how to go there."""
        name = following(self.lesson, self._way)
        command = shlex.join([*self._command, *(["--way", name] if name else [])])
        self.dialogue.tell("", f"Next, {ahead(self.lesson, self._way)}: {command}")

    def _turned(self, step: int) -> int:
        back = ", b to go back" if step else ""
        while True:
            match self.dialogue.ask(f"\nEnter to go on{back}, q to stop: ").strip().lower():
                case "":
                    return step + 1
                case "b" if step:
                    return step - 1
                case "q":
                    raise Stopped

    def _keep(self, bookmark: Bookmark, step: int) -> None:
        bookmark.keep(step)
        self._tell(bookmark.trouble)

    def _tell(self, trouble: str) -> None:
        if trouble:
            self.dialogue.tell("", trouble)
