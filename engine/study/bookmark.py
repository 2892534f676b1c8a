"""The step that a learner has reached in a way that is read, stored with every step."""

from collections.abc import Callable

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.completion import is_read_through
from torchquiz.engine.study.study import Study


class Bookmark:
    """The step at which a learner is in a way.

    Args:
        study: stores the step.
        lesson: the lesson.
        way: the way that is read.
        steps: the number of steps in the way. If the lesson has become shorter, a stored step
            beyond the last one becomes the last one.
        has_questions: whether questions follow the last step.
    """

    def __init__(
        self,
        study: Study,
        lesson: Lesson,
        way: ActivityName,
        steps: int,
        *,
        has_questions: bool = False,
    ) -> None:
        self._study = study
        self._lesson = lesson
        self._way = way
        self._steps = steps
        self._has_questions = has_questions
        self._seen: set[int] = set()
        self.step = min(study.store.place(lesson.id, way), steps - 1)
        self.trouble = ""
        """A sentence about what could not be saved; empty if everything was saved."""

    @property
    def is_last(self) -> bool:
        """Whether no step comes after this one."""
        return self.step == self._steps - 1

    def keep(self, step: int) -> None:
        """Move to a step and store it."""
        self.step = step
        self._seen.add(step)
        study = self._study
        self._try(lambda: study.store.keep_place(self._lesson.id, self._way, step, study.now()))

    def finish(self) -> None:
        """Store that the way was read to its end."""
        study = self._study
        self._try(lambda: study.store.finish(self._lesson.id, self._way, study.now()))

    def leave(self) -> None:
        """Leave the way; mark it as finished if every step was seen and no questions follow."""
        if is_read_through(self._seen, self._steps, has_questions=self._has_questions):
            self.finish()

    def _try(self, save: Callable[[], None]) -> None:
        try:
            save()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)
