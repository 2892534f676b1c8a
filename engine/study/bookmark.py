"""Saves the step that a learner has reached in an activity."""

from collections.abc import Callable

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.completion import is_read_through
from torchquiz.engine.study.study import Study


class Bookmark:
    """The step that a learner has reached in an activity that is read step by step.

    Args:
        study: the lessons and the learner's progress, in which the step is saved.
        lesson: the lesson.
        way: the name of the activity.
        steps: the number of steps in the activity. If an edit made the lesson shorter, a saved step
            past the end is replaced by the last step.
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
        """A sentence about what could not be saved, or an empty string if everything was saved."""

    @property
    def is_last(self) -> bool:
        """Whether this is the last step."""
        return self.step == self._steps - 1

    def keep(self, step: int) -> None:
        """Move to a step and save it."""
        self.step = step
        self._seen.add(step)
        study = self._study
        self._try(lambda: study.store.keep_place(self._lesson.id, self._way, step, study.now()))

    def finish(self) -> None:
        """Record that the learner has read to the end."""
        study = self._study
        self._try(lambda: study.store.finish(self._lesson.id, self._way, study.now()))

    def leave(self) -> None:
        """Leave the activity, and finish it if every step was seen and no questions follow."""
        if is_read_through(self._seen, self._steps, has_questions=self._has_questions):
            self.finish()

    def _try(self, save: Callable[[], None]) -> None:
        try:
            save()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)
