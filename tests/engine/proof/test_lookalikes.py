"""Different texts that look the same on the screen are reported."""

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
def test_a_twin_looks_like_the_text_that_it_copies(twin: str) -> None:
    assert twin != "torch.float32" and appearance(twin) == "torch.float32"


@pytest.mark.parametrize(
    ("left", "right"),
    [("x²", "x2"), ("I", "l"), ("σ", "o"), ("-1", "1"), ("0", "O"), ("a b", "ab")],
)
def test_visibly_different_texts_stay_different(left: str, right: str) -> None:
    assert appearance(left) != appearance(right)


def test_a_minus_sign_looks_like_a_hyphen() -> None:
    assert appearance("\u22121") == appearance("-1")
