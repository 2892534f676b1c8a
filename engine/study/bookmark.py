"""Where a learner is in a way that is read; kept as it is turned, so that nothing is lost by leaving in any manner."""

from collections.abc import Callable

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.study.study import Study


class Bookmark:
    """The step at which a way is open.

    Args:
        steps: how many steps the way has; a place kept beyond them, from before the lesson changed, becomes the last.
    """

    def __init__(self, study: Study, lesson: Lesson, way: WayName, steps: int) -> None:
        self._study = study
        self._lesson = lesson
        self._way = way
        self.step = min(study.store.place(lesson.id, way), steps - 1)
        self.trouble = ""
        """A sentence about what could not be kept; empty when all is well."""

    def keep(self, step: int) -> None:
        """Move to a step."""
        self.step = step
        self._try(
            lambda: self._study.store.keep_place(
                self._lesson.id, self._way, step, self._study.now()
            )
        )

    def finish(self) -> None:
        """Keep that the way was gone through."""
        self._try(lambda: self._study.store.finish(self._lesson.id, self._way, self._study.now()))

    def _try(self, keep: Callable[[], None]) -> None:
        try:
            keep()
            self.trouble = ""
        except StoreError as error:
            self.trouble = str(error)
