"""What a check says: a table for a person, or one JSON object for a program."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Count, Tally
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.proving.lesson import LessonProof
from torchquiz.engine.study.quota import why_no_test
from torchquiz.engine.tables import ALL_BUT_FIRST, aligned

COLUMNS = ("items", "variants", "keys", "distractors", "figures", "stages")


@dataclass(frozen=True, slots=True)
class Report:
    """A check of some lessons."""

    torch: str
    lessons: Sequence[LessonProof]
    seconds: float
    remarks: Sequence[Fault] = ()
    """What could be better, which is no fault."""
    with_advice: bool = False
    """Whether the remarks are told, and not only counted."""

    @property
    def faults(self) -> list[Fault]:
        """The faults of all lessons, by file and line."""
        return [fault for lesson in self.lessons for fault in lesson.faults]

    @property
    def snippets_run(self) -> int:
        """How many snippets ran for it."""
        return sum(lesson.snippets_run for lesson in self.lessons)

    @property
    def from_cache(self) -> int:
        """How many snippets did not have to run again."""
        return sum(lesson.snippets_from_cache for lesson in self.lessons)

    def as_json(self) -> str:
        """One object, as README describes it."""
        tally = self._tally()
        counts = {
            name: msgspec.structs.asdict(getattr(tally, name))
            for name in ("keys", "distractors", "figures", "stages")
        }
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
        }
        if self.with_advice:
            plain["remarks"] = [asdict(remark) for remark in self.remarks]
        return json.dumps(plain, ensure_ascii=False)

    def as_text(self) -> str:
        """A table per lesson, what is not proven or offered and why, what could be better, and what it took."""
        pieces = [
            self._table(),
            self._unproven(),
            self._not_offered(),
            self._advice(),
            self._closing(),
        ]
        return "\n\n".join(piece for piece in pieces if piece)

    def _tally(self) -> Tally:
        tally = Tally()
        for lesson in self.lessons:
            tally.add(lesson.tally)
        return tally

    def _table(self) -> str:
        rows = [("proven", *COLUMNS), *(_row(lesson) for lesson in self.lessons)]
        return "\n".join(aligned(rows, right=ALL_BUT_FIRST, gap=2))

    def _unproven(self) -> str:
        lines = [f"  {sentence}" for lesson in self.lessons for sentence in lesson.unproven]
        return "\n".join(["not proven:", *lines]) if lines else ""

    def _not_offered(self) -> str:
        proven = [one.lesson for one in self.lessons if one.lesson is not None and one.lesson.ways]
        lines = [f"  {sentence}" for lesson in proven for sentence in _shortfalls(lesson)]
        return "\n".join(["not offered:", *lines]) if lines else ""

    def _advice(self) -> str:
        return (
            "\n".join(["advice:", *map(str, self.remarks)])
            if self.with_advice and self.remarks
            else ""
        )

    def _closing(self) -> str:
        count = len(self.faults)
        verdict = "all proven" if not count else f"{count} fault{'s' if count > 1 else ''}"
        return (
            f"PyTorch {self.torch}: {verdict}; {self.seconds:.1f} s, {self.snippets_run:,} snippets run,"
            f" {self.from_cache:,} from the cache.{self._counted()}"
        )

    def _counted(self) -> str:
        """How many remarks there are, and how to read them."""
        count = len(self.remarks)
        noun = "remark" if count == 1 else "remarks"
        return (
            f" {count:,} {noun}{'' if self.with_advice else '; --advice shows them'}."
            if count
            else ""
        )


def _shortfalls(lesson: Lesson) -> list[str]:
    """What the items of a lesson that can be studied in ways are not enough for."""
    has_cards = any(head.is_card for head in lesson.items)
    no_cards = (
        "" if has_cards else f"{lesson.title} has no cards to review: it takes items of kind card."
    )
    return list(filter(None, [why_no_test(lesson), no_cards]))


def _row(lesson: LessonProof) -> tuple[str, ...]:
    tally = lesson.tally
    counts = (tally.keys, tally.distractors, tally.figures, tally.stages)
    return (
        lesson.id or lesson.path.name,
        f"{lesson.items:,}",
        f"{lesson.variants:,}",
        *map(_cell, counts),
    )


def _cell(count: Count) -> str:
    """`96`, or `94 of 96` where not all are proven."""
    total = count.proven + count.unproven + count.wrong
    return f"{count.proven:,}" if count.proven == total else f"{count.proven:,} of {total:,}"


def _plain(fault: Fault) -> dict[str, Any]:
    """What is told of a fault; what would mend it is for `torchquiz fill`."""
    return {name: value for name, value in asdict(fault).items() if name != "amendment"}
