"""The lesson in the guide's page `ways`, with every activity, proven once for all tests."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from torchquiz.engine.authoring.examples import lesson_example
from torchquiz.engine.models.ways import Way
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

WayType = TypeVar("WayType", bound=Way)


@dataclass(frozen=True)
class Lines:
    """The file of that lesson, its proof, and the cache that contains the proof."""

    path: Path
    proof: LessonProof
    proofs: Proofs
    prove: Callable[[], LessonProof]
    """A function that proves the lesson again."""

    def way(self, kind: type[WayType]) -> WayType:
        """Return the lesson's activity of this type."""
        assert self.proof.lesson is not None
        ways = [self.proofs.way(head.proof) for head in self.proof.lesson.ways]
        (only,) = (way for way in ways if isinstance(way, kind))
        return only


@contextmanager
def lines_in(folder: Path, pool: Pool) -> Iterator[Lines]:
    """Write the lesson into a folder, prove it, and close its cache afterwards."""
    path = folder / "lines.yaml"
    path.write_text(lesson_example("lines"), encoding="utf-8")

    def prove() -> LessonProof:
        with threads(pool) as provers:
            return prove_lesson(path, path.name, provers, proofs)

    with closing(Proofs(folder / "proofs.db")) as proofs:
        yield Lines(path, prove(), proofs, prove)
