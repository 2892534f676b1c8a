"""Collects everything that could be better in the lessons of one check."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from torchquiz.engine.authoring.advice import advise, declared
from torchquiz.engine.authoring.completeness import omissions
from torchquiz.engine.authoring.general_sentences import untested_sentences
from torchquiz.engine.authoring.guessing.guesses import LessonGuess, guess_lessons
from torchquiz.engine.errors import Fault
from torchquiz.engine.proving.lesson import LessonProof


@dataclass(frozen=True, slots=True)
class Improvements:
    """Suggested improvements, none of which is a fault."""

    remarks: list[Fault] = field(default_factory=list)
    omissions: list[Fault] = field(default_factory=list)
    """Remarks on optional fields that are left out."""
    general: list[Fault] = field(default_factory=list)
    """General sentences that no rule tests; empty unless all details are requested."""
    guesses: list[LessonGuess] = field(default_factory=list)
    """Keys that options give away by their form; empty unless all details are requested."""


def improvements(lessons: Sequence[LessonProof], *, in_detail: bool) -> Improvements:
    """Return the suggested improvements to some lessons, except those that cannot be read."""
    declared_once = cache(declared)
    result = Improvements()
    proven = [(lesson.bank, lesson.bodies) for lesson in lessons if lesson.bank is not None]
    for bank, items in proven:
        result.remarks.extend(advise(bank, items, declared_once))
        result.omissions.extend(omissions(bank))
    if in_detail:
        result.guesses.extend(guess_lessons(proven))
        for bank, _ in proven:
            result.general.extend(untested_sentences(bank))
    return result
