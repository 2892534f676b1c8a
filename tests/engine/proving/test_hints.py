"""Hints that give the key away are reported, and hints that merely lead to it are not."""

import pytest

from torchquiz.engine.proving.hints import gives_away


@pytest.mark.parametrize(
    ("hint", "key"),
    [
        ("The result is 28.", "28"),
        ("So 32 - 5 + 1 = 28", "28"),
        ("It gives -3.", "-3"),
        ("Think of (1, 6, 28, 28).", "(1, 6, 28, 28)"),
        ("Think of (1,6,28,28)!", "(1, 6, 28, 28)"),
        ("Write `padding = 2` there.", "padding=2"),
        ("It raises a RuntimeError.", "RuntimeError"),
        ("What about `NN.ReLU()`?", "nn.ReLU()"),
        ("It slides small filters over the image.", "It slides small filters over the image."),
    ],
)
def test_a_hint_that_states_the_key_gives_it_away(hint: str, key: str) -> None:
    assert gives_away(hint, key)


@pytest.mark.parametrize(
    ("hint", "key"),
    [
        ("With 28 pixels on a side, how often does it fit?", "28"),
        ("It is 280 or 2.28.", "28"),
        ("Is it true that nothing changes?", "True"),
        ("Count the RuntimeErrors.", "RuntimeError"),
        ("Look at (1, 6, 28).", "(1, 6, 28, 28)"),
        ("Subtract the kernel, then add one.", "28"),
        ("", "28"),
    ],
)
def test_a_hint_that_only_leads_to_the_key_does_not_give_it_away(hint: str, key: str) -> None:
    assert not gives_away(hint, key, "There are 28 pixels.")
