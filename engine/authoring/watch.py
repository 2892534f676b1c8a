"""Proves the lessons that changed after each save, with workers that stay warm."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from torchquiz.engine.authoring.verdict import verdict
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

POLL_S = 0.1
Stamp = tuple[object, ...]


def watch(
    paths: list[Path],
    name: Callable[[Path], str],
    provers: Provers,
    proofs: Proofs | None,
    wait: Callable[[], None],
) -> Iterator[str]:
    """Yield lines to print: first for every lesson, then for each saved, added or removed one.

    Args:
        paths: the lessons' files and folders.
        name: returns a file's name for these lines.
        provers: the provers that run the snippets.
        proofs: the cache of proofs; None to prove everything again.
        wait: returns when it is time to look again; an exception ends the watch.
    """
    known: dict[Path, Stamp] = {}
    while True:
        stamps = {path: _stamp(path) for path in _lessons(paths)}
        for path, stamp in stamps.items():
            if known.get(path) != stamp:
                yield from _proof_lines(path, name(path), provers, proofs)
        yield from (f"{_now()} {name(path)}: removed." for path in known if path not in stamps)
        known = stamps
        wait()


def pause() -> None:
    """Wait until it is time to look again."""
    time.sleep(POLL_S)


def _lessons(paths: list[Path]) -> list[Path]:
    """Return the lessons that exist now; none while an editor is replacing the only one."""
    try:
        return lesson_files(paths)
    except TorchquizError:
        return []


def _stamp(path: Path) -> Stamp:
    """Return a stamp that changes with the lesson and with its shared misconceptions."""
    return _file_stamp(path), _file_stamp(path.with_name(SHARED_MISCONCEPTIONS))


def _file_stamp(path: Path) -> tuple[int, int]:
    """Return a file's modification time in nanoseconds and its size; zeros if it is missing."""
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
