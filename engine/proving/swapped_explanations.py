"""Finds explanations that describe another option than their own."""

import re
from collections.abc import Iterator, Sequence

from torchquiz.engine.models.answers import Option
from torchquiz.engine.text.spans import INLINE_CODE

WORD = re.compile(r"[A-Za-z_][\w.]*\w|\d+(?:\.\d+)?")
"""Matches a name or a number, such as `nn.Conv2d`, `padding` or `28`."""


def misplaced_explanations(options: Sequence[Option], shown: str) -> Iterator[tuple[int, str]]:
    """Yield each wrong option whose explanation names what only another wrong option contains.

    Each result is the index of the option and the word that belongs to the other one. If an
    explanation also names something of its own option, it compares the two.

    Args:
        options: the options of an item.
        shown: the question, its code and its setup.
    """
    wrong = [option for option in options if not option.is_key]
    common = _words(shown) | _words(" ".join(option.text for option in options if option.is_key))
    words = [_words(option.text) for option in wrong]
    for number, option in enumerate(wrong):
        others = [words[other] for other in range(len(wrong)) if other != number]
        elsewhere = {word for own in others for word in own} - words[number] - common
        alone = words[number] - common - {word for own in others for word in own}
        named = _named(option)
        quoted = _quoted(option) if option.form == "code" else set()
        strange = sorted(
            word for word in elsewhere & named if word in quoted or _is_distinctive(word)
        )
        if alone and not alone & named and strange:
            yield number, strange[0]


def _is_distinctive(word: str) -> bool:
    """Return whether a word is a name in code or a number rather than an English word."""
    return not word.isalpha() or not word.islower()


def _words(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if len(word) > 1}


def _named(option: Option) -> set[str]:
    """Return the words of an explanation, in prose options only those in code."""
    is_prose = option.form == "prose"
    return _quoted(option) if is_prose else _words(option.because)


def _quoted(option: Option) -> set[str]:
    """Return the words of the code in an explanation."""
    return _words(" ".join(INLINE_CODE.findall(option.because)))
