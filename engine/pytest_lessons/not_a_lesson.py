"""A YAML file that pytest was asked for by name and that is not a lesson."""

from collections.abc import Iterator

import pytest

from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS


class NotALesson(pytest.File):
    """A file that cannot be collected; pytest shows why, in one sentence."""

    def collect(self) -> Iterator[pytest.Item]:
        """Refuse the file.

        Raises:
            CollectError: always.
        """
        if self.path.name == SHARED_MISCONCEPTIONS:
            reason = "holds shared misconceptions, not a lesson; name a lesson or the folder"
        else:
            reason = "is not a lesson, since no line of it begins with `lesson:`"
        raise self.CollectError(f"{self.path.name} {reason}.")
