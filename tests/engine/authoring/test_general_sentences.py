"""A check lists the sentences that claim something general until a rule tests them."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.engine.authoring.general_sentences import untested_sentences
from torchquiz.engine.banks.load import load_bank

pytest_plugins = ["tests.engine.fixtures"]

CHECK = "check: Rows become columns."
GENERAL = "check: Rows become columns. Every side keeps its length."
RULE = """\
    rules:
      - sentence: Every side keeps its length.
        over: {rows: 1..50, columns: 1..50}
        run: y = torch.zeros(rows, columns).T
        holds: tuple(y.shape) == (columns, rows)
"""


def sentences(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [sentence.message for sentence in untested_sentences(load_bank(path))]


def test_a_general_sentence_without_a_rule_is_listed(bank: Path) -> None:
    assert sentences(bank, SMALL) == []
    assert sentences(bank, SMALL.replace(CHECK, GENERAL)) == ["“Every side keeps its length.”"]


def test_a_rule_that_quotes_the_sentence_tests_it(bank: Path) -> None:
    assert sentences(bank, SMALL.replace(CHECK, f"{GENERAL}\n{RULE.rstrip()}")) == []


def test_general_words_in_options_and_hints_do_not_count(bank: Path) -> None:
    assert sentences(bank, SMALL.replace("Think of a mirror.", "Any mirror must do.")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Here every side keeps its length.",
        "Only {y.numel()} numbers remain.",
        "`y.any()` is a tensor.",
    ],
)
def test_a_sentence_about_the_case_shown_is_not_general(sentence: str, bank: Path) -> None:
    assert sentences(bank, SMALL.replace(CHECK, f'check: "{sentence}"')) == []


def test_a_rule_that_quotes_two_sentences_tests_the_second_one_too(bank: Path) -> None:
    quoted = RULE.replace("Every side", "Rows become columns. Every side").replace(
        "length.", "length"
    )
    assert sentences(bank, SMALL.replace(CHECK, f"{GENERAL}\n{quoted.rstrip()}")) == []


def test_advice_lists_general_sentences(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace(CHECK, GENERAL), encoding="utf-8")
    result = check(bank, "--advice")
    assert "general sentences not tested by a rule: 1" in result.out
    assert "“Every side keeps its length.”" in result.out
    assert "general sentences" not in check(bank).out
    (sentence,) = check(bank, "--advice", "--json").json["general_sentences"]
    assert sentence["item"] == "size"
