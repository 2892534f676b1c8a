"""Proves what changed after each save, with workers that stay warm."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import LessonProof, prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

LOOK_EVERY_S = 0.1
Stamp = tuple[object, ...]


def watch(
    paths: list[Path],
    name: Callable[[Path], str],
    provers: Provers,
    proofs: Proofs | None,
    wait: Callable[[], None],
) -> Iterator[str]:
    """Lines to print, first for every lesson and then for each that is saved, made or removed; until `wait` raises."""
    known: dict[Path, Stamp] = {}
    while True:
        found = {path: _stamp(path) for path in _lessons(paths)}
        for path, stamp in found.items():
            if known.get(path) != stamp:
                yield from _proven(path, name(path), provers, proofs)
        yield from (f"{_now()} {name(path)}: removed." for path in known if path not in found)
        known = found
        wait()


def pause() -> None:
    """Wait until it is time to look again."""
    time.sleep(LOOK_EVERY_S)


def _lessons(paths: list[Path]) -> list[Path]:
    """The lessons that are there now; while an editor replaces the last of them, none."""
    try:
        return lesson_files(paths)
    except TorchquizError:
        return []


def _stamp(path: Path) -> Stamp:
    """Changes with the lesson and with what it shares with its neighbours."""
    return _saved(path), _saved(path.with_name(SHARED_MISCONCEPTIONS))


def _saved(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _proven(path: Path, name: str, provers: Provers, proofs: Proofs | None) -> Iterator[str]:
    began = time.perf_counter()
    proof = prove_lesson(path, name, provers, proofs)
    yield from map(str, proof.faults)
    yield f"{_now()} {name}: {_verdict(proof)}; {time.perf_counter() - began:.2f} s, {proof.snippets_run:,} snippets run."


def _verdict(proof: LessonProof) -> str:
    count = len(proof.faults)
    return "all proven" if not count else f"{count} fault{'s' if count > 1 else ''}"


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
