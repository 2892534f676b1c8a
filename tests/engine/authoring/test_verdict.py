"""Tests the few words that summarise a check."""

import pytest

from torchquiz.engine.authoring.verdict import verdict
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Count, Tally

FAULT = Fault("a.yaml", 1, 1, "the key is wrong.", "Fix it.")


@pytest.mark.parametrize(
    ("faults", "tally", "unproven", "words"),
    [
        ([], Tally(keys=Count(2), figures=Count(3)), [], "all proven"),
        ([], Tally(keys=Count(2), figures=Count(3, 14)), ["a"], "proven, 14 figures not"),
        ([], Tally(keys=Count(2, 1), figures=Count(0, 3)), [], "proven, 1 key and 3 figures not"),
        (
            [],
            Tally(keys=Count(1, 1), distractors=Count(1, 2), figures=Count(1, 3)),
            [],
            "proven, 1 key, 2 distractors and 3 figures not",
        ),
        ([], Tally(keys=Count(0, 4)), ["a"], "nothing proven"),
        ([], Tally(), [], "nothing proven"),
        ([], Tally(keys=Count(2)), ["a data set"], "proven, 1 part not"),
        ([FAULT, FAULT], Tally(keys=Count(2, 1)), ["a"], "2 faults"),
    ],
)
def test_no_more_is_claimed_than_was_proven(
    faults: list[Fault], tally: Tally, unproven: list[str], words: str
) -> None:
    assert verdict(faults, tally, unproven) == words
