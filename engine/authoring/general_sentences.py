"""Finds sentences that learners will remember as general rules although no test covers them.

Whether a sentence is general depends on its meaning, so this module only looks for typical words.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.authored import RuleModel, Text
from torchquiz.engine.text.spans import INLINE_CODE
from torchquiz.engine.yaml.positions import Where

GENERAL = re.compile(
    r"\b(?:always|never|every|must|any|only|whatever|whichever|whenever|no matter)\b", re.IGNORECASE
)
"""A word that makes a sentence general, such as `always`."""
THIS_CASE = re.compile(r"\bhere\b|(?<!\{)\{(?!\{)", re.IGNORECASE)
"""The word `here` or a computed value, either of which limits a sentence to the case shown."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`{])")
"""The gap between two sentences, as in `It fits. Then …`."""
TAKEN_HOME = {
    "check",
    "solution",
    "back",
    "insight",
    "so",
    "what",
    "when",
    "text",
    "means",
    "done",
}
"""Fields whose wording learners remember, in items and in activities."""
REMEDY = "Test it with a rule, or reword it so that it applies only to this case."


def untested_sentences(bank: Bank) -> list[Fault]:
    """Return the general sentences that no entry of `rules` tests, as faults with positions."""
    found: list[Fault] = []
    for item, scope in bank.items:
        for where, sentence in _untested(item.texts(), item.rules):
            found.append(replace(_located(bank, (*scope.where, *where), sentence), item=item.id))
    for name, way in bank.ways.items():
        for where, sentence in _untested(way.texts(), way.rules):
            found.append(_located(bank, (name, *where), sentence))
    return sorted(found)


def _located(bank: Bank, where: Where, sentence: str) -> Fault:
    return bank.source.fault(where, f"“{sentence}”", REMEDY)


def _untested(
    texts: Iterator[tuple[Where, Text]], rules: Sequence[RuleModel]
) -> Iterator[tuple[Where, str]]:
    """Yield the general sentences that no entry of `rules` contains, each with its field."""
    quoted = [_words(rule.sentence) for rule in rules]
    for where, text in texts:
        if not _is_taken_home(where):
            continue
        for sentence in SENTENCE_END.split(" ".join(text.split())):
            words = _words(sentence)
            is_tested = any(words in others or others in words for others in quoted)
            if _is_general(sentence) and not is_tested:
                yield where, sentence


def _is_general(sentence: str) -> bool:
    is_general = GENERAL.search(INLINE_CODE.sub("", sentence)) is not None
    return is_general and THIS_CASE.search(sentence) is None


def _words(text: str) -> str:
    """Return a text without line breaks and without the full stop at its end."""
    return " ".join(text.split()).rstrip(".!?")


def _is_taken_home(where: Where) -> bool:
    """Return whether learners remember the wording of a field.

    They do not remember that of an option, for example.
    """
    names = [part for part in where if isinstance(part, str)]
    return names[-1] in TAKEN_HOME and names[0] not in ("key", "distractors", "lines", "statement")
