"""The words of search: those within a name, and those that a misspelt word may be meant to be."""

import re

CLOSE = 0.72
"""How similar a known word must be to a misspelt one, from 0 to 1."""
AS_CLOSE = 0.02
"""How much less similar than the best another word may be to be searched for as well."""
NAME = re.compile(r"[A-Za-z0-9]+")
"""A name such as `CrossEntropyLoss` or `Conv2d`."""
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""A part of a name: `NLL` and `Loss` of `NLLLoss`, `Conv`, `2` and `d` of `Conv2d`."""


def with_inner_words(text: str) -> str:
    """Return the text, followed by the words within its names.

    So `entropy` finds `CrossEntropyLoss`.
    """
    inner: set[str] = set()
    for name in set(NAME.findall(text)):
        parts = PART.findall(name)
        if len(parts) > 1:
            inner |= {part for part in parts if len(part) > 1}
    return f"{text}\n{' '.join(sorted(inner))}" if inner else text


def close_words(word: str, known: list[str]) -> list[str]:
    """Return the known words most similar to a misspelt one; itself when none is close."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=word, autojunk=False)
    similarity: dict[str, float] = {}
    for term in known:
        if _may_be_meant(word, term):
            matcher.set_seq1(term)
            if matcher.quick_ratio() >= CLOSE:
                similarity[term] = matcher.ratio()
    best = max(similarity.values(), default=0.0)
    lowest = max(best - AS_CLOSE, CLOSE)
    return [term for term, ratio in similarity.items() if ratio >= lowest] or [word]


def _may_be_meant(word: str, term: str) -> bool:
    """Return whether two words are about as long and begin or end with the same letter."""
    shares_an_end = term[0] == word[0] or term[-1] == word[-1]
    return abs(len(term) - len(word)) <= 2 and shares_an_end
