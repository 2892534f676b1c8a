"""Guesses correct answers of lessons from the options alone, and reports what gave them away.

The weights for a lesson come from the other lessons in its folder, so that the guesser has never
seen the items whose answers it guesses. If the other lessons have too few items, committed weights
are used.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from torchquiz.engine.authoring.guessing.cues import strongest_cue
from torchquiz.engine.authoring.guessing.features import measured
from torchquiz.engine.authoring.guessing.lesson_guess import LessonGuess
from torchquiz.engine.authoring.guessing.options import OptionTexts
from torchquiz.engine.authoring.guessing.ranking import (
    Sample,
    Weights,
    probabilities,
    success,
    trained,
)
from torchquiz.engine.authoring.guessing.weights import fixed_weights
from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.proven import Item

ENOUGH = 40
"""The minimum number of items in other lessons from which weights can be learned."""
MARGIN = 0.15
"""How far the guesser's confidence must exceed chance for an answer to count as given away."""
TRUTH = {"True", "False"}

ProvenLesson = tuple[Bank, Mapping[str, Item]]
"""A lesson, and its proven items by id."""


def guess_lessons(lessons: Sequence[ProvenLesson]) -> list[LessonGuess]:
    """Guess the correct answers in every lesson that has items with options."""
    samples = [lesson_samples(items) for _, items in lessons]
    folders = [bank.path.parent.resolve() for bank, _ in lessons]
    guesses = []
    for number, (bank, _) in enumerate(lessons):
        if samples[number]:
            others = _other_samples(number, samples, folders)
            has_enough = len(others) >= ENOUGH
            weights = trained(others) if has_enough else fixed_weights(bank.lesson.lesson)
            guess = _guess(bank, samples[number], weights)
            guesses.append(dataclasses.replace(guess, has_committed_weights=not has_enough))
    return guesses


def lesson_samples(items: Mapping[str, Item]) -> dict[str, Sample]:
    """Return, for each item's id, the features of the options in its first variant."""
    samples = {}
    for id, item in items.items():
        options = item.variants[0].answer.options
        texts = [option.text for option in options]
        if len(texts) > 1 and set(texts) != TRUTH:
            keys = [option.is_key for option in options]
            samples[id] = Sample(measured(OptionTexts(texts)), keys)
    return samples


def _other_samples(
    number: int, samples: Sequence[Mapping[str, Sample]], folders: Sequence[Path]
) -> list[Sample]:
    """Return the items of the other lessons in the folder of a lesson."""
    return [
        sample
        for other, of_lesson in enumerate(samples)
        if other != number and folders[other] == folders[number]
        for sample in of_lesson.values()
    ]


def _guess(bank: Bank, samples: Mapping[str, Sample], weights: Weights) -> LessonGuess:
    found = 0.0
    given_away = []
    for item, scope in bank.items:
        sample = samples.get(item.id)
        if sample is None:
            continue
        chances = probabilities(weights, sample)
        found += success(chances, sample)
        top = chances.index(max(chances))
        if sample.is_key[top] and chances[top] > sample.chance + MARGIN:
            message, remedy = strongest_cue(weights, sample, top)
            remark = bank.source.fault((*scope.where, "key"), message, remedy)
            given_away.append(replace(remark, item=item.id))
    chance = sum(sample.chance for sample in samples.values())
    return LessonGuess(bank.lesson.lesson, len(samples), found, chance, tuple(given_away))
