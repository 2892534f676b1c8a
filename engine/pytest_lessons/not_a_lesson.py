"""Rejects a YAML file that was named on pytest's command line but is not a lesson."""

from collections.abc import Iterator

import pytest

from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS


class NotALesson(pytest.File):
    """A file that is not a lesson. Pytest shows the reason in one sentence."""

    def collect(self) -> Iterator[pytest.Item]:
        """Reject the file.

        Raises:
            CollectError: always.
        """
        if self.path.name == SHARED_MISCONCEPTIONS:
            reason = "holds shared misconceptions, not a lesson; name a lesson or its folder"
        else:
            reason = "is not a lesson, because no line begins with `lesson:`"
        raise self.CollectError(f"{self.path.name} {reason}.")
