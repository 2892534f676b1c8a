"""What a session is to ask: its items, as far as they still exist, and how far its attempts come."""

from collections.abc import Callable, Sequence

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference, reference
from torchquiz.engine.progress.store import Attempt, OpenSession

ReadLesson = Callable[[str], Lesson | None]


class Agenda:
    """The items of a session in the order in which they are dealt.

    Raises:
        TorchquizError: none of the session's lessons is at hand.
    """

    def __init__(self, opened: OpenSession, read_lesson: ReadLesson) -> None:
        self._own = opened.lesson
        self._read_lesson = read_lesson
        self._lessons: dict[str, Lesson] = {}
        self.items: list[Reference] = []
        self._done: set[Reference] = set()
        self.extend(opened.items)
        own = read_lesson(opened.lesson)
        if own is None and not self.items:
            raise TorchquizError(
                "None of this session's questions is at hand any longer; its lesson is not proven."
            )
        self.first_lesson = own or self.lesson(self.items[0])

    def extend(self, items: Sequence[str]) -> None:
        """Take in those of these items that exist."""
        named = [reference(item, self._own) for item in items]
        for lesson in {one.lesson for one in named}:
            if found := self._read_lesson(lesson):
                self._lessons[lesson] = found
        existing = {
            Reference(one.id, head.id) for one in self._lessons.values() for head in one.items
        }
        self.items += [one for one in named if one in existing]

    def lesson(self, item: Reference) -> Lesson:
        """The lesson of one of the items."""
        return self._lessons[item.lesson]

    def next(self) -> Reference | None:
        """The first item that is not done."""
        return next((item for item in self.items if item not in self._done), None)

    def leave(self, item: Reference) -> None:
        """Be done with an item."""
        self._done.add(item)

    def resume(self, attempts: Sequence[Attempt], tries: int | None) -> None:
        """Be done with every item that was attempted, but for the last one while it is wrong and has tries left."""
        self._done |= {Reference(attempt.lesson, attempt.item) for attempt in attempts}
        if (
            attempts
            and attempts[-1].verdict == "wrong"
            and tries
            and attempts[-1].try_number < tries
        ):
            self._done.discard(Reference(attempts[-1].lesson, attempts[-1].item))
