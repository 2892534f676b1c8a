"""Collects the suggested improvements to all lessons of one check."""

from collections.abc import Sequence
from functools import cache

from torchquiz.engine.authoring.advice import advise, declared
from torchquiz.engine.authoring.completeness import omissions
from torchquiz.engine.authoring.general_sentences import untested_sentences
from torchquiz.engine.authoring.guessing.guesses import guess_lessons
from torchquiz.engine.authoring.rare_beliefs import rare_beliefs
from torchquiz.engine.authoring.suggested_improvements import Improvements
from torchquiz.engine.proving.lesson_proof import LessonProof


def improvements(lessons: Sequence[LessonProof], *, in_detail: bool) -> Improvements:
    """Return the suggested improvements to these lessons, skipping those that cannot be read."""
    declared_once = cache(declared)
    result = Improvements()
    proven = [(lesson.bank, lesson.bodies) for lesson in lessons if lesson.bank is not None]
    for bank, items in proven:
        result.remarks.extend(advise(bank, items, declared_once))
        result.omissions.extend(omissions(bank))
    result.remarks.extend(rare_beliefs([bank for bank, _ in proven]))
    if in_detail:
        result.guesses.extend(guess_lessons(proven))
        for bank, _ in proven:
            result.general.extend(untested_sentences(bank))
    return result
