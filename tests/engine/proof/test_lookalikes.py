"""Texts that nobody can tell apart by looking."""

import pytest

from torchquiz.engine.proof.lookalikes import appearance


@pytest.mark.parametrize(
    "twin",
    [
        "torch.fl\u043eat32",
        "t\u03bfrch.float32",
        "torch.float32\u200b",
        "torch.\u202efloat32",
        "torch.float32\u00a0",
        "to\u00adrch.float32",
    ],
)
def test_twins_look_like_what_they_copy(twin: str) -> None:
    assert twin != "torch.float32" and appearance(twin) == "torch.float32"


@pytest.mark.parametrize(
    ("left", "right"),
    [("x²", "x2"), ("I", "l"), ("σ", "o"), ("-1", "1"), ("0", "O"), ("a b", "ab")],
)
def test_what_differs_to_the_eye_stays_different(left: str, right: str) -> None:
    assert appearance(left) != appearance(right)


def test_a_minus_is_a_dash() -> None:
    assert appearance("\u22121") == appearance("-1")
