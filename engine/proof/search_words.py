"""Splits names into words, and finds the known words most similar to a misspelt one."""

import re

CLOSE = 0.72
"""The minimum similarity, from 0 to 1, between a misspelt word and a known one."""
AS_CLOSE = 0.02
"""Maximum difference in similarity between the closest word and the others that are returned."""
NAME = re.compile(r"[A-Za-z0-9]+")
"""Matches a name such as `CrossEntropyLoss` or `Conv2d`."""
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""Matches a part of a name: `NLL` and `Loss` in `NLLLoss`; `Conv`, `2` and `d` in `Conv2d`."""


def with_inner_words(text: str) -> str:
    """Return the text followed by the words inside its compound names.

    This allows a search for `entropy` to find `CrossEntropyLoss`.
    """
    inner: set[str] = set()
    for name in set(NAME.findall(text)):
        parts = PART.findall(name)
        if len(parts) > 1:
            inner |= {part for part in parts if len(part) > 1}
    return f"{text}\n{' '.join(sorted(inner))}" if inner else text


def close_words(word: str, known: list[str]) -> list[str]:
    """Return the known words most similar to a misspelt word, or that word if none is similar."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=word, autojunk=False)
    similarity: dict[str, float] = {}
    for term in known:
        if _is_similar(word, term):
            matcher.set_seq1(term)
            if matcher.quick_ratio() >= CLOSE:
                similarity[term] = matcher.ratio()
    best = max(similarity.values(), default=0.0)
    lowest = max(best - AS_CLOSE, CLOSE)
    return [term for term, ratio in similarity.items() if ratio >= lowest] or [word]


def _is_similar(word: str, term: str) -> bool:
    """Return whether two words have similar lengths and the same first or last letter."""
    shares_an_end = term[0] == word[0] or term[-1] == word[-1]
    return abs(len(term) - len(word)) <= 2 and shares_an_end
