"""The verdict of a test, compared with an independent computation and with simulations."""

import math
import random
from dataclasses import dataclass
from functools import cache

import pytest

from torchquiz.engine.grading.form import TYPED_CHANCE
from torchquiz.engine.models.proven import Level
from torchquiz.engine.progress.verdict import (
    Verdict,
    curve,
    threshold_column,
    verdict,
)


@dataclass(frozen=True, slots=True)
class Asked:
    level: Level
    chance: float
    is_right: bool


TEST: tuple[tuple[Level, float], ...] = (
    *(("easy", TYPED_CHANCE), ("easy", TYPED_CHANCE), ("easy", 0.25)),
    *(("medium", TYPED_CHANCE), ("medium", TYPED_CHANCE), ("medium", 0.25), ("medium", 0.25)),
    *(("hard", TYPED_CHANCE), ("hard", TYPED_CHANCE), ("hard", 0.25)),
)
"""Ten questions, six of them typed."""
DIFFICULTY = {"easy": -1.2, "medium": 0.0, "hard": 1.2}
STRONG_FROM = math.log(0.65 / 0.35) / 1.2
"""The ability at which a learner answers 65 of 100 medium questions correctly without guessing."""


@cache
def after(went: str) -> Verdict:
    """Return the verdict after these marks: `1` for a right answer, `0` for a wrong one."""
    return verdict(
        [Asked(level, guess, mark == "1") for (level, guess), mark in zip(TEST, went, strict=True)]
    )


@pytest.mark.parametrize(
    ("went", "p", "name"),
    [
        ("1111111111", 0.992785, "strong"),
        ("1111111110", 0.960825, "strong"),
        ("1111111101", 0.943173, "strong"),
        ("1111111100", 0.838771, "strong"),
        ("1111110010", 0.623104, "borderline"),
        ("1111111000", 0.601633, "borderline"),
        ("0001111111", 0.469769, "borderline"),
        ("1101101001", 0.255874, "borderline"),
        ("1111100000", 0.164033, "not yet"),
        ("1110000000", 0.009250, "not yet"),
        ("0000000000", 0.000004, "not yet"),
    ],
)
def test_the_probability_agrees_with_gauss_legendre_integration_of_the_log_posterior(
    went: str, p: float, name: str
) -> None:
    assert after(went).p == pytest.approx(p, abs=2e-6)
    assert after(went).name == name


def test_before_any_question_the_probability_is_that_of_the_normal_prior() -> None:
    assert verdict([]).p == pytest.approx(0.5 * math.erfc(0.516 / 1.5 / math.sqrt(2)), abs=1e-8)


def test_a_right_typed_answer_counts_more_than_one_that_can_be_guessed() -> None:
    assert verdict([Asked("hard", TYPED_CHANCE, True)]).p == pytest.approx(0.721771, abs=2e-6)
    assert verdict([Asked("hard", 0.25, True)]).p == pytest.approx(0.540326, abs=2e-6)


def test_every_additional_right_answer_makes_strong_more_probable() -> None:
    for place in range(10):
        rest = ["1", "0", "1", "1", "0", "1", "0", "0", "1", "0"]
        without, with_it = [*rest], [*rest]
        without[place], with_it[place] = "0", "1"
        assert after("".join(without)).p < after("".join(with_it)).p


def test_the_threshold_is_where_65_of_100_medium_questions_are_right_without_guessing() -> None:
    assert pytest.approx(0.516, abs=5e-4) == STRONG_FROM


def test_the_order_of_twenty_questions_does_not_matter() -> None:
    twice = [Asked(level, guess, place % 3 > 0) for place, (level, guess) in enumerate(TEST * 2)]
    shuffled = random.Random(3).sample(twice, len(twice))
    assert verdict(twice).p == pytest.approx(verdict(shuffled).p, abs=1e-9)
    assert 0.0 < verdict(twice).p < 1.0


def test_the_curve_has_its_maximum_at_one_and_moves_with_the_right_answers() -> None:
    def peak(went: str) -> int:
        heights = curve(
            [
                Asked(level, guess, mark == "1")
                for (level, guess), mark in zip(TEST, went, strict=True)
            ],
            60,
        )
        assert max(heights) == 1.0 and min(heights) >= 0.0
        return heights.index(1.0)

    assert peak("1110000000") < peak("1111111000") < peak("1111111110")
    assert threshold_column(80) == 45


def simulate(ability: float, chances: random.Random, guess: float | None = None) -> str:
    """Simulate a learner's marks; `guess` replaces each question's probability of a lucky guess."""
    marks = ""
    for level, own in TEST:
        c = own if guess is None else guess
        right = c + (1 - c) / (1 + math.exp(-1.2 * (ability - DIFFICULTY[level])))
        marks += "1" if chances.random() < right else "0"
    return marks


def test_the_verdict_is_wrong_as_rarely_as_it_claims() -> None:
    """Check that nine in ten simulated learners with a clear verdict deserve it."""
    chances = random.Random(20260301)
    called: dict[str, list[bool]] = {"strong": [], "borderline": [], "not yet": []}
    expected, drawn = 0.0, 0
    for _ in range(6000):
        ability = chances.gauss(0, 1.5)
        found = after(simulate(ability, chances))
        called[found.name].append(ability >= STRONG_FROM)
        expected += found.p
        drawn += ability >= STRONG_FROM
    assert expected == pytest.approx(drawn, rel=0.04)
    assert 0.89 < sum(called["strong"]) / len(called["strong"]) < 0.96
    assert 0.02 < sum(called["not yet"]) / len(called["not yet"]) < 0.07
    assert 0.40 < sum(called["borderline"]) / len(called["borderline"]) < 0.56
    assert len(called["borderline"]) / 6000 < 0.34


def test_eight_of_ten_overrates_learners_at_the_threshold_and_the_posterior_rarely_does() -> None:
    """Compare the posterior with the rule `8 of 10 right` on questions that can be guessed."""
    chances = random.Random(65)
    counted = (
        sum(simulate(STRONG_FROM, chances, guess=0.25).count("1") >= 8 for _ in range(4000)) / 4000
    )
    called_strong = (
        sum(after(simulate(STRONG_FROM, chances)).name == "strong" for _ in range(4000)) / 4000
    )
    assert 0.37 < counted < 0.43
    assert called_strong < 0.20


def test_learners_far_from_the_threshold_rarely_get_the_opposite_verdict() -> None:
    chances = random.Random(11)
    weak = [after(simulate(-0.6, chances)).name for _ in range(2000)]
    able = [after(simulate(1.9, chances)).name for _ in range(2000)]
    assert weak.count("strong") / 2000 < 0.01
    assert able.count("not yet") / 2000 < 0.02
