"""Numbers written as words are interpreted like those written in digits."""

import pytest

from torchquiz.engine.proof.number_words import spelt_numbers


def values(text: str) -> list[float]:
    return [number.value for number in spelt_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-seven", 27),
        ("two hundred and fifty-six", 256),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("a hundred", 100),
        ("five thousand three hundred and one", 5301),
        ("Two hundred thousand", 200_000),
        ("XXVII", 27),
        ("MCMXC", 1990),
        ("IV", 4),
    ],
)
def test_words_are_read_as_a_number(text: str, value: float) -> None:
    assert values(f"There are {text} of them.") == [value]


def test_every_number_in_words_is_read() -> None:
    num2words = pytest.importorskip("num2words")
    for number in [*range(2000), 99_999, 100_000, 123_456, 10**6 + 5, 123_456_789]:
        words = num2words.num2words(number).replace(",", "")
        assert values(words) == [number], words


def test_words_that_do_not_combine_are_several_numbers() -> None:
    assert values("three, four and five") == [3, 4, 5]
    assert values("six ten") == [6, 10]


@pytest.mark.parametrize(
    "text",
    ["someone", "`three` rows", "three quarters", "often", "seventh", "I", "MIX-IN", "ML", "VCR"],
)
def test_other_words_are_not_numbers(text: str) -> None:
    assert values(text) == []
