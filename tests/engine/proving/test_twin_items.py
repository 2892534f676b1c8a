"""Two items of a lesson with the same code, question and answer are reported."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SIZE, SMALL, SUM

pytest_plugins = ["tests.engine.fixtures"]


@pytest.mark.parametrize("item", [SIZE, SUM], ids=["predict", "claim"])
def test_a_twin_is_named(check: Check, bank: Path, item: str) -> None:
    bank.write_text(SMALL.replace("items:\n", f"items:\n{item.replace('- id: ', '- id: again-')}"))
    result = check(bank)
    assert result.status == 0
    assert "it has the same code, question and answer as the item 'again-" in result.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stem: What is `y.shape`?", "stem: What is the shape of `y`?"),
        ("torch.zeros(rows, columns).T", "torch.ones(rows, columns).T"),
        ("ask: y.shape\n    key: (columns, rows)", "ask: y.shape[0]\n    key: columns"),
    ],
)
def test_items_that_differ_are_no_twins(check: Check, bank: Path, old: str, new: str) -> None:
    other = SIZE.replace("- id: size", "- id: other")
    other = other.replace('value: "(rows, columns)"', 'value: "1"')
    assert old in other
    bank.write_text(SMALL.replace("items:\n", f"items:\n{other.replace(old, new)}"))
    assert "it has the same" not in check(bank).out
