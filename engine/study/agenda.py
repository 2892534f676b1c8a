"""The agenda of a session: the items that still exist, and a record of those that are done."""

from collections.abc import Callable, Sequence

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference, reference
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.progress.stored_sessions import OpenSession

ReadLesson = Callable[[str], Lesson | None]


class Agenda:
    """The items of a session, in the order in which they are asked.

    Raises:
        TorchquizError: none of the session's lessons is proven any more.
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
                "None of this session's questions are available, because the lesson is not proven."
            )
        self.first_lesson = own or self.lesson(self.items[0])

    def extend(self, items: Sequence[str]) -> None:
        """Append the given items, except those that no longer exist or are already there."""
        wanted = [reference(item, self._own) for item in items]
        for name in {item.lesson for item in wanted}:
            if lesson := self._read_lesson(name):
                self._lessons[name] = lesson
        new = dict.fromkeys(item for item in wanted if item not in self.items)
        self.items += [item for item in new if self._exists(item)]

    def lesson(self, item: Reference) -> Lesson:
        """Return the lesson to which an item belongs."""
        return self._lessons[item.lesson]

    def next(self) -> Reference | None:
        """Return the first item that is not done, or None if all are done."""
        return next((item for item in self.items if item not in self._done), None)

    def leave(self, item: Reference) -> None:
        """Mark an item as done."""
        self._done.add(item)

    def postpone(self, item: Reference) -> None:
        """Move an item to the end of the agenda."""
        self.items.remove(item)
        self.items.append(item)

    def has_other(self, item: Reference) -> bool:
        """Return whether any other item is still to be done."""
        return any(other != item and other not in self._done for other in self.items)

    def resume(self, attempts: Sequence[Attempt], tries: int | None) -> None:
        """Mark every attempted item as done, except possibly the last one.

        The last attempted item stays open if its answer was wrong and the learner has tries left.
        """
        self._done |= {Reference(attempt.lesson, attempt.item) for attempt in attempts}
        if not attempts or not tries:
            return
        last = attempts[-1]
        if last.verdict == "wrong" and last.try_number < tries:
            self._done.discard(Reference(last.lesson, last.item))

    def _exists(self, item: Reference) -> bool:
        lesson = self._lessons.get(item.lesson)
        return lesson is not None and any(head.id == item.item for head in lesson.items)
