"""The lesson of the guide to ways, which has them all, proven once for whoever looks at it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from torchquiz.engine.authoring.examples import lesson_example
from torchquiz.engine.models.ways import Way
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import LessonProof, prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

WayType = TypeVar("WayType", bound=Way)


@dataclass(frozen=True)
class Lines:
    """The lesson's file, what its proof came to, and the cache that holds it."""

    path: Path
    proof: LessonProof
    proofs: Proofs
    prove: Callable[[], LessonProof]
    """Proves it again."""

    def way(self, kind: type[WayType]) -> WayType:
        """Its one way of this kind."""
        assert self.proof.lesson is not None
        ways = [self.proofs.way(head.proof) for head in self.proof.lesson.ways]
        (found,) = (way for way in ways if isinstance(way, kind))
        return found


@contextmanager
def lines_in(folder: Path, pool: Pool) -> Iterator[Lines]:
    """The lesson, proven in a folder."""
    path = folder / "lines.yaml"
    path.write_text(lesson_example("lines"), encoding="utf-8")

    def prove() -> LessonProof:
        with threads(pool) as provers:
            return prove_lesson(path, path.name, provers, proofs)

    with closing(Proofs(folder / "proofs.db")) as proofs:
        yield Lines(path, prove(), proofs, prove)
