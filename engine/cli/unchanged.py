"""Stores the result of a check, so that repeating the check is instant if no lesson has changed.

The times, sizes and inodes of the files show whether the lessons have changed, so none of them has
to be read. The result of a check with faults is not stored.
"""

import os
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from torchquiz.engine.authoring.suggested_improvements import Improvements
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.lesson_summary import LessonSummary, summary_of
from torchquiz.engine.models.decoding import decode
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.keys import content_hash, file_stamp
from torchquiz.engine.proof.prover_code import ENGINE, files_in, files_stamp
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

if TYPE_CHECKING:
    from torchquiz.engine.proving.lesson_proof import LessonProof

REPORTING = ("authoring", "cli", "study")
"""The folders of the engine that affect a report, besides those that affect proofs."""


class CheckResult(Struct, frozen=True):
    """The results of a check, from which its report is made."""

    lessons: list[LessonSummary]
    improvements: Improvements


class RememberedResult(Struct, frozen=True):
    """The result of an earlier check, and the conditions under which it is still valid."""

    stamp: str
    packages: dict[str, bool]
    """Whether each package that the trainings need was installed. The keys are package names."""
    result: CheckResult


class RepeatedCheck:
    """A check whose result may be stored already.

    Args:
        files: the lessons.
        proofs: the cache of proofs, which also keeps the results.
        in_detail: whether the check asks for all suggested improvements.
    """

    def __init__(self, files: Sequence[Path], proofs: Proofs, *, in_detail: bool) -> None:
        self._files, self._proofs = files, proofs
        names = [os.path.abspath(path) for path in files] + [displayed_path(path) for path in files]
        self._key = content_hash(f"{names} {in_detail}".encode())
        self._stamp = self._stamp_now()

    def earlier_result(self) -> CheckResult | None:
        """Return the stored result of the same check, or None if no valid one is stored."""
        body = self._proofs.result(self._key) if self._stamp else None
        if body is None:
            return None
        try:
            remembered = decode(body, RememberedResult)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        packages = remembered.packages
        if remembered.stamp != self._stamp or packages != _packages(packages):
            return None
        lessons = [_from_cache(lesson) for lesson in remembered.result.lessons]
        return CheckResult(lessons, remembered.result.improvements)

    def remember(self, proofs: Sequence["LessonProof"], result: CheckResult) -> None:
        """Store the result, unless there are faults or a file has changed during the check."""
        has_source = any(proof.bank is not None and proof.bank.model_source for proof in proofs)
        is_sound = all(proof.lesson is not None and not proof.faults for proof in proofs)
        if has_source or not is_sound or not self._stamp or self._stamp != self._stamp_now():
            return
        remembered = RememberedResult(self._stamp, _packages(_needed_packages(proofs)), result)
        self._proofs.keep_result(self._key, msgspec.json.encode(remembered))

    def _stamp_now(self) -> str:
        """Return a string that changes whenever the lessons or torchquiz change.

        It is empty if a file was written so recently that a further change might go unnoticed.
        """
        folders = dict.fromkeys(path.parent for path in self._files)
        shared = [folder / SHARED_MISCONCEPTIONS for folder in folders]
        stamps = [file_stamp(path) for path in (*self._files, *shared)]
        if not all(stamps):
            return ""
        reporting = files_stamp(ENGINE, files_in(ENGINE, REPORTING))
        return content_hash(f"{stamps} {reporting}".encode(), prover_fingerprint())


def result_of(proofs: Sequence["LessonProof"], *, in_detail: bool) -> CheckResult:
    """Return the result to store for a check that has just proven these lessons."""
    from torchquiz.engine.authoring.improvements import improvements

    return CheckResult(list(map(summary_of, proofs)), improvements(proofs, in_detail=in_detail))


def _from_cache(lesson: LessonSummary) -> LessonSummary:
    snippets = lesson.snippets_run + lesson.snippets_from_cache
    return msgspec.structs.replace(lesson, snippets_run=0, snippets_from_cache=snippets)


def _needed_packages(proofs: Sequence["LessonProof"]) -> set[str]:
    """Return the packages that are needed by the data sets on which lessons train models."""
    traces = [proof.bank.ways.get("trace") for proof in proofs if proof.bank is not None]
    trainings = [getattr(trace, "training", None) for trace in traces]
    datasets = [dataset for training in trainings if training for dataset in training.data]
    return {dataset.needs for dataset in datasets if dataset.needs}


def _packages(names: Iterable[str]) -> dict[str, bool]:
    return {name: find_spec(name) is not None for name in names}
