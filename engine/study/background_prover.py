"""Runs background proofs, one at a time, and passes on their progress reports."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.study.catalogue import Catalogue

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import BackgroundProof, ProofProgress


class BackgroundProver:
    """The background proof of a study's lessons.

    Args:
        catalogue: the lessons.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._proof: BackgroundProof | None = None
        self._reports: Iterator[ProofProgress] = iter(())
        """The reports of the proof that nobody has read yet."""
        self._is_proving = False
        self._left: set[Path] = set()
        """The lessons whose proof has not ended yet."""
        self._begun_with: tuple[Path | None, Beginning | None] = (None, None)
        """The lesson with which the proof began, and what the learner begins with in it."""

    def start(
        self,
        waiting: list[Path],
        released: list[Path],
        first: Path | None,
        beginning: Beginning,
    ) -> bool:
        """Start proving lessons, and return whether a proof was started.

        A proof that is already running is replaced only if a lesson must come first.

        Args:
            waiting: the lessons that are not completely proven, in their order.
            released: the lessons whose proof comes from the release. They are proven last.
            first: the lesson for which the learner waits; None for the first one.
            beginning: what the learner begins with in that lesson.
        """
        if first in waiting:
            waiting = [first, *(path for path in waiting if path != first)]
        is_under_way = first in self._left and (first, beginning) == self._begun_with
        must_come_first = first in waiting and not is_under_way
        if not (waiting or released) or (self._is_proving and not must_come_first):
            return False
        self.stop()
        self._proof = self._catalogue.prove([*waiting, *released], beginning if waiting else None)
        self._reports, self._is_proving = iter(self._proof), True
        self._left = {*waiting, *released}
        self._begun_with = (waiting[0] if waiting else None, beginning)
        return True

    def news(self) -> Iterator[ProofProgress]:
        """Yield progress reports until the proof ends.

        This method blocks, so call it in a thread. A caller that stops early can call it again.
        """
        proof = self._proof
        for news in self._reports:
            if news.is_finished:
                self._left.discard(news.path)
            yield news
        if proof is self._proof:
            self._is_proving = False

    def is_proving(self, path: Path) -> bool:
        """Return whether the proof of a lesson is waiting or in progress."""
        return self._is_proving and path in self._left

    def discard_news(self) -> None:
        """Read the remaining progress reports in a thread, so that the proof never has to wait.

        Afterwards, `Study.refresh` and `Study.lesson_now` show what has been proven.
        """
        threading.Thread(target=lambda: list(self.news()), daemon=True).start()

    def stop(self) -> None:
        """Stop the proof in progress. Finished proofs remain cached."""
        if self._proof:
            self._proof.stop()
