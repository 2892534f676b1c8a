"""Watches lesson files and proves each lesson again when it is saved, with the same workers."""

import time
from collections.abc import Callable, Container, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from torchquiz.engine.authoring.verdict import verdict
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS, is_lesson

POLL_S = 0.1
Stamp = tuple[object, ...]


def watch(
    paths: list[Path],
    name: Callable[[Path], str],
    provers: Provers,
    proofs: Proofs | None,
    wait: Callable[[], None],
) -> Iterator[str]:
    """Yield lines to print: first about every lesson, and then about each lesson that changes.

    Args:
        paths: the files and folders of the lessons.
        name: a function that returns the name by which the lines refer to a file.
        provers: the provers that run the snippets.
        proofs: the cache of proofs, or None to prove everything again.
        wait: a function that returns when it is time to look again. If it raises an exception, the
            watch ends.
    """
    known: dict[Path, Stamp] = {}
    while True:
        stamps = {path: _stamp(path) for path in _lessons(paths, known)}
        for path, stamp in stamps.items():
            if known.get(path) != stamp:
                yield from _proof_lines(path, name(path), provers, proofs)
        yield from (f"{_now()} {name(path)}: removed." for path in known if path not in stamps)
        known = stamps
        wait()


def pause() -> None:
    """Wait a moment before the files are examined again."""
    time.sleep(POLL_S)


def _lessons(paths: list[Path], known: Container[Path]) -> list[Path]:
    """Return the files that are lessons now.

    The list may be empty for a moment while an editor replaces the only lesson. A file that was a
    lesson remains one, because it may be empty while an editor writes it.
    """
    try:
        return lesson_files(paths, lambda path: path in known or _is_lesson(path, _stamp(path)))
    except TorchquizError:
        return []


@lru_cache(maxsize=10_000)
def _is_lesson(path: Path, stamp: Stamp) -> bool:
    """Return whether a file is a lesson, reading it again only if its time or size has changed."""
    return is_lesson(path)


def _stamp(path: Path) -> Stamp:
    """Return a value that changes when the lesson or its shared misconceptions are saved."""
    return _file_stamp(path), _file_stamp(path.with_name(SHARED_MISCONCEPTIONS))


def _file_stamp(path: Path) -> tuple[int, int]:
    """Return a file's modification time in nanoseconds and its size, or zeros if it is missing."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _proof_lines(path: Path, name: str, provers: Provers, proofs: Proofs | None) -> Iterator[str]:
    started = time.perf_counter()
    proof = prove_lesson(path, name, provers, proofs)
    seconds = time.perf_counter() - started
    yield from map(str, proof.faults)
    words = verdict(proof.faults, proof.tally, proof.unproven)
    yield (f"{_now()} {name}: {words}; {seconds:.2f} s, {proof.snippets_run:,} snippets run.")


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
