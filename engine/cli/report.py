"""Formats the report of a check as a table, a JSON object, or GitHub annotations."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from torchquiz.engine.authoring.guessing.lesson_guess import LessonGuess, summary
from torchquiz.engine.authoring.suggested_improvements import Improvements
from torchquiz.engine.authoring.verdict import verdict
from torchquiz.engine.cli.annotations import annotations
from torchquiz.engine.cli.lesson_summary import LessonSummary
from torchquiz.engine.cli.unproven import UnprovenLine, unproven_lines
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Count, Tally
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.study.quota import why_no_test
from torchquiz.engine.tables import ALL_BUT_FIRST, aligned
from torchquiz.engine.text.printable import printable
from torchquiz.engine.wording import counted

COUNTS = ("keys", "distractors", "figures", "stages", "rules")
"""The counts of a tally, in the order in which they are shown."""
COLUMNS = ("items", "variants", *COUNTS)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a check of one or more lessons."""

    torch: str
    lessons: Sequence[LessonSummary]
    seconds: float
    improvements: Improvements = field(default_factory=Improvements)
    with_advice: bool = False
    """Whether to show the suggested improvements or only their number."""
    with_omissions: bool = False
    """Whether to list the optional fields that lessons leave out."""

    @property
    def faults(self) -> list[Fault]:
        """The faults of all lessons, sorted by file and line."""
        return [fault for lesson in self.lessons for fault in lesson.faults]

    @property
    def remarks(self) -> list[Fault]:
        """The suggested improvements, including the optional fields that lessons leave out."""
        return sorted(self.improvements.remarks + self.improvements.omissions)

    @property
    def is_incomplete(self) -> bool:
        """Whether a lesson leaves out an optional field that helps learners."""
        return bool(self.improvements.omissions)

    @property
    def snippets_run(self) -> int:
        """Number of snippets that this check ran."""
        return sum(lesson.snippets_run for lesson in self.lessons)

    @property
    def from_cache(self) -> int:
        """Number of snippets whose results came from the cache."""
        return sum(lesson.snippets_from_cache for lesson in self.lessons)

    @property
    def unproven(self) -> list[UnprovenLine]:
        """Everything that is not proven, with its position."""
        return unproven_lines(self._unproven_sentences)

    @property
    def has_unproven(self) -> bool:
        """Whether anything is not proven, according to the counts or the list."""
        tally = self._tally()
        counts = (getattr(tally, name) for name in COUNTS)
        return bool(self._unproven_sentences) or any(count.unproven for count in counts)

    @property
    def _unproven_sentences(self) -> list[str]:
        return [sentence for lesson in self.lessons for sentence in lesson.unproven]

    def as_json(self) -> str:
        """Return the report as a JSON object."""
        tally = self._tally()
        counts = {name: msgspec.structs.asdict(getattr(tally, name)) for name in COUNTS}
        plain = {
            "torch": self.torch,
            "lessons": len(self.lessons),
            "items": sum(lesson.items for lesson in self.lessons),
            "variants": sum(lesson.variants for lesson in self.lessons),
            **counts,
            "snippets_run": self.snippets_run,
            "from_cache": self.from_cache,
            "seconds": round(self.seconds, 3),
            "faults": [_plain(fault) for fault in self.faults],
            "unproven": [asdict(part) for part in self.unproven],
        }
        if self.with_advice:
            plain["remarks"] = [_plain(remark) for remark in self.remarks]
            plain["general_sentences"] = [_plain(remark) for remark in self.improvements.general]
            plain["guessed"] = [asdict(guess) for guess in self.improvements.guesses]
        if self.with_omissions:
            plain["omissions"] = [_plain(remark) for remark in self.improvements.omissions]
        return json.dumps(plain, ensure_ascii=False)

    def as_annotations(self, *, is_strict: bool) -> str:
        """Return the report as annotations for GitHub, followed by the totals."""
        remarks = self.remarks if self.with_advice else ()
        lines = annotations(self.faults, self.unproven, remarks, is_strict=is_strict)
        return printable("\n".join([*lines, self._closing()]))

    def as_text(self) -> str:
        """Return the report as plain text.

        It consists of a table, lists of what is not proven and what learners are not offered, the
        suggested improvements, and the totals.
        """
        pieces = [
            self._table(),
            self._unproven(),
            self._not_offered(),
            self._omissions(),
            self._advice(),
            self._general_sentences(),
            self._guesses(),
            self._closing(),
        ]
        return printable("\n\n".join(piece for piece in pieces if piece))

    def _tally(self) -> Tally:
        tally = Tally()
        for lesson in self.lessons:
            tally.add(lesson.tally)
        return tally

    def _table(self) -> str:
        rows = [("proven", *COLUMNS), *map(_row, self.lessons)]
        return "\n".join(aligned(rows, right=ALL_BUT_FIRST, gap=2))

    def _unproven(self) -> str:
        return _section("not proven:", self._unproven_sentences)

    def _not_offered(self) -> str:
        lines: list[str] = []
        for proof in self.lessons:
            if proof.lesson is not None and proof.lesson.ways:
                lines += _shortfalls(proof.lesson)
        return _section("not offered:", lines)

    def _advice(self) -> str:
        remarks = self.improvements.remarks if self.with_omissions else self.remarks
        if not self.with_advice or not remarks:
            return ""
        return "\n".join(["advice:", *map(str, sorted(remarks))])

    def _omissions(self) -> str:
        if not self.with_omissions or not self.is_incomplete:
            return ""
        return "\n".join(["left out:", *map(str, self.improvements.omissions)])

    def _guesses(self) -> str:
        guesses = self.improvements.guesses
        return (
            "\n".join(["guessed from the options alone:", *_guess_lines(guesses)])
            if guesses
            else ""
        )

    def _general_sentences(self) -> str:
        if not self.improvements.general:
            return ""
        lines = [
            f"{sentence.path}:{sentence.line}:{sentence.column}: {sentence.message}"
            for sentence in self.improvements.general
        ]
        return _section(f"general sentences without a rule: {len(lines):,}", lines)

    def _closing(self) -> str:
        words = verdict(self.faults, self._tally(), self._unproven_sentences)
        return (
            f"PyTorch {self.torch}: {words}; {self.seconds:.1f} s,"
            f" {self.snippets_run:,} snippets run,"
            f" {self.from_cache:,} from the cache.{self._remark_count()}"
        )

    def _remark_count(self) -> str:
        """Return the number of suggested improvements, and the option that shows them."""
        if not self.remarks:
            return ""
        hint = "" if self.with_advice else "; --advice shows them"
        return f" {counted(len(self.remarks), 'remark')}{hint}."


def _guess_lines(guesses: Sequence[LessonGuess]) -> list[str]:
    """Return the keys that options give away, and how many keys the guesser found in all."""
    given_away = [str(remark) for guess in guesses for remark in guess.given_away]
    return [*given_away, *summary(guesses)]


def _section(head: str, lines: Sequence[str]) -> str:
    """Return a heading with indented lines below it, or an empty string if there are no lines."""
    return "\n".join([head, *(f"  {line}" for line in lines)]) if lines else ""


def _shortfalls(lesson: Lesson) -> list[str]:
    """Return a sentence for each way to study that a lesson lacks the items for."""
    shortfalls = [why_no_test(lesson)]
    if not any(head.is_card for head in lesson.items):
        shortfalls.append(f"{lesson.title} has no flash cards to review; add items of kind `card`.")
    return [sentence for sentence in shortfalls if sentence]


def _row(lesson: LessonSummary) -> tuple[str, ...]:
    tally = lesson.tally
    return (
        lesson.name,
        f"{lesson.items:,}",
        f"{lesson.variants:,}",
        *(_cell(getattr(tally, name)) for name in COUNTS),
    )


def _cell(count: Count) -> str:
    """Return a table cell: `96` if all are proven, otherwise `94 of 96`."""
    total = count.proven + count.unproven + count.wrong
    return f"{count.proven:,}" if count.proven == total else f"{count.proven:,} of {total:,}"


def _plain(fault: Fault) -> dict[str, Any]:
    """Return a fault as a dict without its amendment, which only `torchquiz fill` uses."""
    return {
        name: value for name, value in msgspec.structs.asdict(fault).items() if name != "amendment"
    }
