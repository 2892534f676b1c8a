"""Splits the options of an item into parts that a guesser can compare.

The guesser sees neither the question nor its code.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r"\w+|[^\w\s]")
"""A word, a number or a sign: `(1, 6)` has the tokens `(`, `1`, `,`, `6` and `)`."""
EXCEPTION = re.compile(r"(?P<name>[\w.]+)(?: on line (?P<line>\d+))?")
"""An exception, optionally with a line: `RuntimeError on line 3`."""
NO_ERROR = "no error"


@dataclass(frozen=True)
class OptionTexts:
    """The texts of one item's options, in any order."""

    texts: Sequence[str]

    @cached_property
    def tokens(self) -> list[list[str]]:
        """The tokens of each option, in lower case."""
        return [TOKEN.findall(text.lower()) for text in self.texts]

    @cached_property
    def numbers(self) -> list[float]:
        """The options as numbers, or an empty list if any of them is not a number."""
        try:
            return [float(text) for text in self.texts]
        except ValueError:
            return []

    @cached_property
    def exceptions(self) -> list[tuple[str, str]]:
        """The exception class and line in each option.

        The list is empty if the options are not about exceptions.
        """
        if NO_ERROR not in self.texts and not all("Error" in text for text in self.texts):
            return []
        matches = [EXCEPTION.match(text) for text in self.texts]
        return [(match["name"], match["line"] or "") if match else ("", "") for match in matches]

    def likeness(self, left: int, right: int) -> float:
        """Return the similarity of two options: the fraction of tokens that they share."""
        first, second = self.tokens[left], self.tokens[right]
        shared = sum((Counter(first) & Counter(second)).values())
        return shared / max(len(first), len(second), 1)

    def differ_in_one_place(self, left: int, right: int) -> bool:
        """Return whether two options differ in exactly one token, or in length by one or two."""
        first, second = self.tokens[left], self.tokens[right]
        if len(first) != len(second):
            return abs(len(first) - len(second)) <= 2
        return sum(one != other for one, other in zip(first, second, strict=True)) == 1

    def others(self, index: int) -> list[int]:
        """Return the indices of all options except this one."""
        return [other for other in range(len(self.texts)) if other != index]
