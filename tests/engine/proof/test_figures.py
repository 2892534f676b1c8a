"""Figures in an author's text must be computed, or occur in the code or its results."""

import pytest

from tests.engine.items import CHOICE, variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.figures import (
    KnownFigures,
    examine_figures,
    figures_in,
    figures_of_variant,
    stated_figures,
)
from torchquiz.engine.proof.rendered import RenderedText

KNOWN = KnownFigures(frozenset({0.0, 1.0, 2.0, 3.0, 28.0, 0.25}), frozenset({(1, 6, 28, 28)}))


def examined(text: str, *computed: tuple[int, int]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    report = examine_figures(RenderedText(("check",), text, computed), KNOWN)
    return report.wrong, report.unbacked, report.calculated


@pytest.mark.parametrize(
    "text",
    [
        "32 - 5 + 1 = 28",
        "32 − 5 + 1 = 28.",
        "(28 + 6 - 3) // 2 + 1 = 16",
        "⌊31 / 2⌋ + 1 = 16",
        "6 × 25 = 150 = 75 · 2",
        "128 / 255 = 0.502",
        "1 / 3 ≈ 0.33",
        "2 ** 10 = 1024 and 2^3 = 8",
        "so 3 * (5 + 1) = 18, and no more",
        "-log(0.5) = 0.693",
        "The result is -2 + 5 = 3.",
    ],
)
def test_an_equation_that_holds_is_proven(text: str) -> None:
    wrong, _, calculated = examined(text)
    assert wrong == () and calculated


@pytest.mark.parametrize(
    "text",
    [
        "32 - 5 + 1 = 27",
        "31 // 2 + 1 = 17",
        "6 × 25 = 151",
        "128 / 255 = 0.503",
        "1 / 3 ≈ 0.4",
        "2 + 2 = 4 = 5 - 2",
        "-log(0.5) = 0.7931",
    ],
)
def test_an_equation_that_does_not_hold_is_wrong(text: str) -> None:
    wrong, _, _ = examined(text)
    assert (
        len(wrong) == 1
        and wrong[0].startswith("the equation ")
        and wrong[0].endswith(" does not hold")
    )


@pytest.mark.parametrize(
    "text",
    [
        "kernel_size=3",
        "padding = 1, stride = 2",
        "`nn.Conv2d(3, 28, padding=1)`",
        "x = 28",
        "a = b",
    ],
)
def test_code_without_arithmetic_is_not_an_equation(text: str) -> None:
    assert examined(text)[0] == ()


def test_a_known_number_may_be_stated() -> None:
    assert examined("A side is 28, with 3 channels and 0.25 of it.") == ((), (), 0)


def test_a_number_stated_as_a_result_must_be_known() -> None:
    assert examined("The side is 27.") == (("the number 27 is not computed anywhere",), (), 0)
    assert (
        examined("It gives 27")
        == examined("→ 27")
        == (("the number 27 is not computed anywhere",), (), 0)
    )


def test_a_number_with_underscores_is_known_with_commas() -> None:
    assert 1_000_000.0 in figures_in("n = 1_000_000").numbers


def test_any_other_unknown_number_is_unproven() -> None:
    assert examined("There were 1960 and 77 of them.") == ((), ("1960", "77"), 0)


def test_an_equation_that_holds_backs_its_operands() -> None:
    assert examined("Of 1960 pixels, 1960 - 60 = 1900 are dark.") == ((), (), 1)
    assert examined("It gives 1960, and 1960 - 60 = 1900.")[0] == (
        "the number 1960 is not computed anywhere",
    )


def test_a_shape_must_be_known() -> None:
    assert examined("It is (1, 6, 28, 28) or (1,6,28,28).") == ((), (), 0)
    assert examined("It is (1, 6, 27, 27).")[0] == (
        "the shape (1, 6, 27, 27) is not computed anywhere",
    )


def test_dimensions_in_a_call_are_not_a_shape() -> None:
    assert examined("Use `amax(dim=(2, 1))`.") == ((), (), 0)
    assert examined("Use `ones(size=(2, 1))`.")[0] == ("the shape (2, 1) is not computed anywhere",)


def test_a_computed_figure_is_true() -> None:
    assert examined("It is 27, or (4, 5).", (6, 8), (13, 19)) == ((), (), 0)
    assert examined("It is 27, or 77.", (6, 8)) == ((), ("77",), 0)


def test_numbers_in_names_and_versions_are_not_figures() -> None:
    assert examined("Conv2d, float32 and x1 in version v2.13.0") == ((), (), 0)


def test_figures_of_the_question_and_of_runs_are_known() -> None:
    question = variant(CHOICE, kernel=11)
    known = figures_of_variant(
        question, [RenderedText(("check",), "now 17 and 99", ((4, 6),))], question.params.values()
    )
    assert {11.0, 17.0, 28.0, 32.0} <= known.numbers and 99.0 not in known.numbers
    assert {(1, 6, 28, 28), (1, 6, 32, 32), (1, 3, 28, 28)} <= known.shapes


def test_figures_that_the_right_program_printed_are_known() -> None:
    from msgspec.structs import replace

    ran = replace(variant(CHOICE), run=Run("", "", "", "loss 0.125\n(7, 8)", "", 1.0))
    known = figures_of_variant(ran, [], [])
    assert 0.125 in known.numbers and (7, 8) in known.shapes


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A side of 27px, then more.", "27"),
        ("The 27th row counts.", "27"),
        ("Maps of 27x27 remain.", "27"),
        ("A batch of 1x1x27x27 remains.", "27"),
        ("There are 2⁵ filters.", "2⁵"),
        ("There are 5_000 of them.", "5_000"),
        ("There are twenty-seven of them.", "twenty-seven"),
        ("There are two hundred of them.", "two hundred"),
        ("A dozen of them remain.", "A dozen"),
        ("There are 60k of them.", "60"),
        ("It has 5-D inputs.", "5"),
    ],
)
def test_a_number_counts_in_every_notation(text: str, written: str) -> None:
    assert written in examined(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "A side of 28px, maps of 28x28, the 28th row, 28² pixels.",
        "A 4-D tensor, or 4D.",
        "ResNet-34 and VGG-16 have many layers.",
        "Since PyTorch 2.13, Python 3.11 and version 7 of it.",
        "Twenty-eight rows, and one of two.",
        "They are shown to three decimals.",
        "Use `x27` or `conv2d`.",
        "The first, the seventh and the last.",
    ],
)
def test_known_numbers_and_names_count_in_every_notation(text: str) -> None:
    assert examined(text) == ((), (), 0)


def test_a_number_that_is_only_half_computed_is_not_proven() -> None:
    assert examined("There are 57 of them.", (10, 11)) == ((), ("57",), 0)
    assert examined("There are 57 of them.", (10, 12)) == ((), (), 0)
    assert examined("There are 57px of them.", (10, 12)) == ((), (), 0)
    assert examined("Sizes (5, 77) remain.", (7, 8))[1] == ("77",)


def test_a_number_in_words_may_count_what_is_shown() -> None:
    known = figures_in("x = [1, 5, 6, 7, 8]\n(4, 3)")
    for words, is_known in [("five", True), ("twelve", True), ("two", True), ("nine", False)]:
        text = RenderedText(("check",), f"There are {words} of them.", ())
        assert (examine_figures(text, known).unbacked == ()) is is_known


def test_figures_from_elsewhere_are_numbers_and_shapes() -> None:
    known = stated_figures([60000, [1, 28, 28]])
    text = RenderedText(("check",), "60,000 images of (1, 28, 28).", ())
    assert examine_figures(text, known).unbacked == examine_figures(text, known).wrong == ()
