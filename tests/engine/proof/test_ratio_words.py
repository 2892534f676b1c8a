"""A ratio in words needs two figures with this ratio."""

import pytest

from torchquiz.engine.proof.figures import figures_in
from torchquiz.engine.proof.ratio_words import unsupported_ratios


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It has half the size.", "28 14"),
        ("That is a quarter of the values.", "16 64"),
        ("Three quarters of them are left out.", "30 40"),
        ("There are twice as many.", "7 14"),
        ("A tenth of it is added.", "momentum=0.1"),
        ("10 is a third of 30.", ""),
        ("Pass it twice; do it three times.", ""),
    ],
)
def test_a_ratio_of_two_figures_is_supported(text: str, code: str) -> None:
    assert list(unsupported_ratios(text, figures_in(code))) == []


@pytest.mark.parametrize(
    ("text", "code", "ratio"),
    [
        ("It has half the size.", "28 24 2 1", "half the"),
        ("That is a quarter of the values.", "16 32", "a quarter of"),
        ("Two thirds of them are left out.", "30 40", "Two thirds of"),
        ("There are twice as many.", "7 15", "twice as"),
        ("⅔ of the values stay.", "7 15", "⅔"),
        ("A tenth of it is added.", "0.3 7", "A tenth of"),
    ],
)
def test_any_other_ratio_is_not(text: str, code: str, ratio: str) -> None:
    assert list(unsupported_ratios(text, figures_in(code))) == [ratio]
