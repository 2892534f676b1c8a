"""Rules are counted, explained and cached like the other parts of a proof."""

from pathlib import Path

import pytest

from tests import SAMPLES
from tests.engine.results import Check

pytest_plugins = ["tests.engine.fixtures"]

FALSE_RULE = SAMPLES / "rule-does-not-hold.yaml"
HOLDS = "torch.zeros(rows, columns).numel() == rows * columns"


@pytest.fixture
def with_rule(tmp_path: Path) -> Path:
    text = FALSE_RULE.read_text(encoding="utf-8")
    start = text.index("        holds:")
    path = tmp_path / "rule.yaml"
    path.write_text(f"{text[:start]}        holds: {HOLDS}\n", encoding="utf-8")
    return path


def test_a_rule_that_holds_is_counted_as_proven_and_cached(check: Check, with_rule: Path) -> None:
    first, second = (check(with_rule, "--json").json for _ in range(2))
    assert first["rules"] == second["rules"] == {"proven": 1, "unproven": 0, "wrong": 0}
    assert second["snippets_run"] == 0


def test_a_rule_that_does_not_hold_shows_both_sides_for_the_smallest_draw(check: Check) -> None:
    result = check(FALSE_RULE)
    assert result.status == 1
    assert "for rows=29, columns=29: `torch.zeros(rows, columns).numel() < 29 * 29`" in result.err
    assert (
        "  torch.zeros(rows, columns).numel(): 841\n  29 * 29:                            841"
        in (result.err)
    )
    assert "0 of 1" in result.out


def test_a_rule_with_too_few_draws_is_not_proven(check: Check, with_rule: Path) -> None:
    text = with_rule.read_text(encoding="utf-8")
    narrow = "{rows: 1..5000, columns: 1..9}\n        where: rows == 600 * columns"
    with_rule.write_text(text.replace("{rows: 1..30, columns: 1..30}", narrow), encoding="utf-8")
    result = check(with_rule)
    assert result.status == 0 and "proven, 1 rule not" in result.out
    assert "too few draws meet `where`" in result.out
