"""Tests edits of a snippet, written as statements that replace its own."""

import pytest

from torchquiz.engine.models.authored import Code, Replacement
from torchquiz.engine.variants.edits import EditError, edited, expression

SNIPPET = """\
conv = nn.Conv2d(3, 6, 5)  # first

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(1, 2)

    @property
    def size(self):
        return self.fc.in_features

y = conv(x); z = 1"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("conv = 1", "conv = nn.Conv2d(3, 6, 5)  # first", "conv = 1  # first"),
        (
            "self.fc = nn.Linear(\n    3, 4)",
            "        self.fc = nn.Linear(1, 2)",
            "        self.fc = nn.Linear(\n            3, 4)",
        ),
        ("return 3", "return self.fc.in_features", "return 3"),
        ("y = conv(w)", "y = conv(x); z = 1", "y = conv(w); z = 1"),
        ("z = 2", "y = conv(x); z = 1", "y = conv(x); z = 2"),
        (
            "def size(self):\n    return 3",
            "    @property\n    def size(self):\n        return self.fc.in_features",
            "    def size(self):\n        return 3",
        ),
        ("@property\ndef size(self):\n    return 3", "return self.fc.in_features", "return 3"),
        ("z: int = 2", "z = 1", "z: int = 2"),
    ],
)
def test_a_statement_replaces_the_one_that_defines_the_same_name(
    change: str, old: str, new: str
) -> None:
    assert SNIPPET.count(old) == 1
    assert edited(SNIPPET, Code(change)).code == SNIPPET.replace(old, new)


def test_several_statements_are_changed_at_once() -> None:
    change = edited(SNIPPET, Code("conv = 1\nz = 2\n"))
    assert change.code == SNIPPET.replace("nn.Conv2d(3, 6, 5)", "1").replace("z = 1", "z = 2")
    assert change.statements == "conv = 1\nz = 2"


def test_an_import_is_added_at_the_top() -> None:
    assert (
        edited("y = F.relu(x)", Code("import torch.nn.functional as F")).code
        == "import torch.nn.functional as F\ny = F.relu(x)"
    )


def test_a_replaced_text_has_the_lines_of_its_replacement() -> None:
    change = edited("a = 1\nb = 2\nc = 3", Replacement(replace=Code("b = 2"), by="b = 4\nd = 5"))
    assert (change.code, change.lines, change.statements) == (
        "a = 1\nb = 4\nd = 5\nc = 3",
        (1, 3),
        "",
    )


def test_a_text_may_be_removed() -> None:
    assert edited("a = 1\nb = 2", Replacement(replace=Code("\nb = 2"), by="")).code == "a = 1\n"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            Code("w = 1"),
            "the snippet must have one statement that assigns or defines `w`, but has none;"
            " use `replace` and `by`",
        ),
        (
            Code("a = 3"),
            "the snippet must have one statement that assigns or defines `a`, but has 2;"
            " use `replace` and `by`",
        ),
        (
            Code("print(1)\nb = 1"),
            "`print(1)` does not assign or define anything, so it cannot replace a statement;"
            " use `replace` and `by`",
        ),
        (Code("a = ("), "it is not valid Python: '(' was never closed"),
        (
            Replacement(replace=Code("a ="), by=""),
            "the text to replace occurs 2 times in the snippet instead of once: 'a ='",
        ),
        (
            Replacement(replace=Code("w"), by=""),
            "the text to replace occurs 0 times in the snippet instead of once: 'w'",
        ),
    ],
)
def test_an_edit_that_fits_nothing_or_several_places_is_refused(
    change: Code | Replacement, reason: str
) -> None:
    with pytest.raises(EditError) as error:
        edited("a = 1\na = 2\nb = 0", change)
    assert str(error.value) == reason


def test_an_edit_that_is_a_single_expression_is_recognised() -> None:
    assert expression(Code("y.shape\n")) == "y.shape"
    assert expression(Code("y = 1")) is None
    assert expression(Code("f(x)\ng(x)")) is None
    assert expression(Replacement(replace=Code("a"), by="b")) is None
