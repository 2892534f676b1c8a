"""Formats the report of a check as a table, a JSON object, or GitHub annotations."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import msgspec

from torchquiz.engine.authoring.suggested_improvements import Improvements
from torchquiz.engine.authoring.verdict import verdict
from torchquiz.engine.banks.quota import why_no_test
from torchquiz.engine.cli.annotations import annotations
from torchquiz.engine.cli.improvement_report import (
    all_remarks,
    improvement_sections,
    plain_fault,
    plain_improvements,
)
from torchquiz.engine.cli.lesson_summary import LessonSummary
from torchquiz.engine.cli.unproven import UnprovenLine, unproven_lines
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Count, Tally
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.tables import ALL_BUT_FIRST, aligned
from torchquiz.engine.text.printable import printable
from torchquiz.engine.wording import counted

COUNTS = ("keys", "distractors", "figures", "stages", "rules")
"""The counts of a tally, in the order in which they are shown."""
COLUMNS = ("items", "variants", *COUNTS)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of checking one or more lessons."""

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
        """The faults of all lessons, in the order of the lessons."""
        return [fault for lesson in self.lessons for fault in lesson.faults]

    @property
    def remarks(self) -> list[Fault]:
        """The suggested improvements, including those about optional fields that are left out."""
        return all_remarks(self.improvements)

    @property
    def is_incomplete(self) -> bool:
        """Whether a lesson leaves out an optional field that would help learners."""
        return bool(self.improvements.omissions)

    @property
    def snippets_run(self) -> int:
        """The number of snippets that this check has run."""
        return sum(lesson.snippets_run for lesson in self.lessons)

    @property
    def from_cache(self) -> int:
        """The number of snippets whose results came from the cache."""
        return sum(lesson.snippets_from_cache for lesson in self.lessons)

    @property
    def unproven(self) -> list[UnprovenLine]:
        """All parts that are not proven, with their positions."""
        return unproven_lines(self._unproven_sentences)

    @property
    def left_out(self) -> list[UnprovenLine]:
        """The items and activities that need something that this machine lacks."""
        return unproven_lines(self._left_out_sentences)

    @property
    def has_unproven(self) -> bool:
        """Whether anything is not proven, according to the counts or the list of unproven parts."""
        tally = self._tally()
        counts = (getattr(tally, name) for name in COUNTS)
        return bool(self._unproven_sentences) or any(count.unproven for count in counts)

    @property
    def _unproven_sentences(self) -> list[str]:
        return [sentence for lesson in self.lessons for sentence in lesson.unproven]

    @property
    def _left_out_sentences(self) -> list[str]:
        return [sentence for lesson in self.lessons for sentence in lesson.left_out]

    def as_json(self) -> str:
        """Return the report as a JSON object."""
        tally = self._tally()
        names = (*COUNTS, "mutants")
        counts = {name: msgspec.structs.asdict(getattr(tally, name)) for name in names}
        plain = {
            "torch": self.torch,
            "lessons": len(self.lessons),
            "items": sum(lesson.items for lesson in self.lessons),
            "variants": sum(lesson.variants for lesson in self.lessons),
            **counts,
            "snippets_run": self.snippets_run,
            "from_cache": self.from_cache,
            "seconds": round(self.seconds, 3),
            "faults": list(map(plain_fault, self.faults)),
            "unproven": [asdict(part) for part in self.unproven],
            "left_out": [asdict(part) for part in self.left_out],
        }
        plain |= plain_improvements(
            self.improvements, with_advice=self.with_advice, with_omissions=self.with_omissions
        )
        return json.dumps(plain, ensure_ascii=False)

    def as_annotations(self, *, is_strict: bool) -> str:
        """Return the report as annotations for GitHub, followed by the totals."""
        remarks = self.remarks if self.with_advice else ()
        lines = annotations(self.faults, self.unproven, remarks, is_strict=is_strict)
        return printable("\n".join([*lines, self._closing()]))

    def as_text(self) -> str:
        """Return the report as plain text.

        It consists of a table, the parts that are not proven, what is left out because something
        that it needs is missing, the activities that learners are not offered, the suggested
        improvements, and the totals.
        """
        pieces = [
            self._table(),
            self._unproven(),
            _section("not shown on this machine:", self._left_out_sentences),
            self._not_offered(),
            *improvement_sections(
                self.improvements, with_advice=self.with_advice, with_omissions=self.with_omissions
            ),
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

    def _closing(self) -> str:
        words = verdict(self.faults, self._tally(), self._unproven_sentences)
        return (
            f"PyTorch {self.torch}: {words}; {self.seconds:.1f} s,"
            f" {self.snippets_run:,} snippets run,"
            f" {self.from_cache:,} from the cache.{self._left_out_count()}{self._remark_count()}"
        )

    def _left_out_count(self) -> str:
        """Return a sentence with the number of items that are left out here, or an empty string."""
        count = sum(part.message.startswith("item '") for part in self.left_out)
        return f" {counted(count, 'item')} not shown on this machine." if count else ""

    def _remark_count(self) -> str:
        """Return a sentence with the number of suggested improvements and how to show them.

        Return an empty string if no improvements are suggested.
        """
        if not self.remarks:
            return ""
        hint = "" if self.with_advice else "; --advice shows them"
        return f" {counted(len(self.remarks), 'remark')}{hint}."


def _section(head: str, lines: Sequence[str]) -> str:
    """Return a heading with indented lines below it, or an empty string if there are no lines."""
    return "\n".join([head, *(f"  {line}" for line in lines)]) if lines else ""


def _shortfalls(lesson: Lesson) -> list[str]:
    """Return a sentence for each activity that a lesson lacks because it has too few items."""
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
    """Return a cell of the table: `96` if all parts are proven, and `94 of 96` otherwise."""
    total = count.proven + count.unproven + count.wrong
    return f"{count.proven:,}" if count.proven == total else f"{count.proven:,} of {total:,}"
