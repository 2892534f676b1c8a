"""Code whose appearance hides what it does is rejected."""

import pytest

from torchquiz.engine.text.twins import deception_in


@pytest.mark.parametrize(
    "code",
    ["x = 1", "größe = 2\nчисло = 3", "t = 'сор а'  # а сор", "x" + " " * 60 + "# aligned", "n ="],
)
def test_honest_code_is_accepted(code: str) -> None:
    assert deception_in(code) == ""


@pytest.mark.parametrize(
    ("code", "name", "letter"),
    [("nа = 13", "na", "U+0430"), ("x.shаpe", "shape", "U+0430"), ("ο = 1\n(", "o", "U+03BF")],
)
def test_a_name_that_only_looks_latin_is_reported(code: str, name: str, letter: str) -> None:
    assert deception_in(code) == (
        f"contains a name that looks like `{name}` but has the letter {letter}"
    )


@pytest.mark.parametrize("code", ["n = 12" + " " * 300 + "; n = 13", " " * 200 + "n = 1"])
def test_code_behind_many_spaces_is_reported(code: str) -> None:
    assert deception_in(code) == "hides code behind more than 100 spaces"
