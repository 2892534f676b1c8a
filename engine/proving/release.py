"""Writes the file of proofs that a wheel contains.

`make dist` runs this module, with `python -m torchquiz.engine.proving.release`, between building
the source distribution and building the wheel.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models.proven import RELEASE_PREFIX, Lesson
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.database import ProofDatabase
from torchquiz.engine.proof.fingerprint import prover_code
from torchquiz.engine.proof.keys import released_key
from torchquiz.engine.proof.released import RELEASED
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers, threads
from torchquiz.engine.sandbox.pool import Pool

Row = tuple[str, str, bytes]
"""A row of a table: the table's name, a key, and a body as JSON."""


def write_release(path: Path, lessons: list[Path], provers: Provers) -> None:
    """Prove lessons, and write their proofs to a new file.

    Raises:
        TorchquizError: a lesson has a fault; no file is left behind.
    """
    path.unlink(missing_ok=True)
    with TemporaryDirectory() as folder, closing(Proofs(Path(folder) / "proofs.db")) as proofs:
        rows = [row for lesson in lessons for row in _rows(lesson, provers, proofs)]
    with closing(ProofDatabase(path)) as release:
        for table, key, body in rows:
            release.change(f"insert into {table} (key, body) values (?, ?)", [(key, body)])
        connection = release.connection
        connection.execute("create table prover (source text primary key, code text not null)")
        connection.execute("insert into prover values (?, ?)", prover_code())
        # Without a log, the file can be opened even in a read-only folder.
        connection.execute("pragma journal_mode = delete")
        connection.execute("vacuum")


def _rows(path: Path, provers: Provers, proofs: Proofs) -> Iterator[Row]:
    """Prove a lesson, and yield the rows to store for it and its parts.

    The keys of items and activities get a prefix. Otherwise the learner's own prover might find the
    released proofs in its cache and not prove the parts again.
    """
    proof = prove_lesson(path, path.name, provers, proofs)
    if proof.lesson is None:
        raise TorchquizError("\n".join(map(str, proof.faults)))
    lesson = _renamed(proof.lesson)
    for own, released in zip(proof.lesson.items, lesson.items, strict=True):
        if item := proofs.item(own.proof):
            yield "item", released.proof, _json(replace(item, proof=released.proof))
    for own_way, released_way in zip(proof.lesson.ways, lesson.ways, strict=True):
        if way := proofs.way(own_way.proof):
            yield "way", released_way.proof, _json(way)
    yield "lesson", released_key(path), _json(lesson)
    yield "head", released_key(path), _json(lesson.head)


def _renamed(lesson: Lesson) -> Lesson:
    """Return a lesson with a prefix in front of the keys of its items and activities.

    A note on where the lesson was proven is added to its PyTorch version, because learners see that
    version beside every run.
    """
    items = tuple(replace(head, proof=f"{RELEASE_PREFIX}{head.proof}") for head in lesson.items)
    ways = tuple(replace(head, proof=f"{RELEASE_PREFIX}{head.proof}") for head in lesson.ways)
    version = lesson.torch.partition("+")[0]
    return replace(lesson, items=items, ways=ways, torch=f"{version} in the release")


def _json(body: object) -> bytes:
    return msgspec.json.encode(body)


def main() -> None:
    """Write the proofs of the bundled lessons to the file that becomes part of the wheel."""
    with Pool(2) as pool, threads(pool) as provers:
        write_release(RELEASED, lesson_files([BANKS]), provers)
    print(f"{RELEASED.name}: {RELEASED.stat().st_size:,} bytes")


if __name__ == "__main__":
    try:
        main()
    except TorchquizError as error:
        sys.exit(str(error))
