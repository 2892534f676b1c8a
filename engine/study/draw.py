"""What a session's seed decides: an item's variant, and the order of its options or lines.

Each is drawn from the seed and a name, so that a session deals the same again after a kill, and after an edit nearly always.
"""

import hashlib
import json
from itertools import count

from torchquiz.engine.models.answers import Arrange, Choose, Option
from torchquiz.engine.models.proven import Item, Variant


class Draw:
    """Draws for one session."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def variant(self, item: Item) -> Variant:
        """The variant whose rank is lowest, so that one more or one fewer hardly ever deals another."""
        return min(
            item.variants,
            key=lambda variant: self.rank(
                "variant", item.id, json.dumps(variant.params, sort_keys=True)
            ),
        )

    def options(self, item: Item, answer: Choose) -> tuple[tuple[int, Option], ...]:
        """The options in the order to show them, each with its index in the item; true stands before false."""
        ranked = sorted(
            enumerate(answer.options), key=lambda pair: self.rank("option", item.id, pair[1].text)
        )
        if {option.text for option in answer.options} == {"True", "False"}:
            ranked.sort(key=lambda pair: pair[1].text != "True")
        return tuple(ranked)

    def lines(self, item: Item, answer: Arrange) -> tuple[tuple[int, str], ...]:
        """The lines to put in order as they are first shown, each with its index in the item; dealt until they are not right."""
        for deal in count():
            dealt = sorted(
                enumerate(answer.lines),
                key=lambda pair: self.rank("line", str(deal), item.id, pair[1]),
            )
            if tuple(index for index, _ in dealt) not in answer.right:
                return tuple(dealt)
        raise AssertionError("some order is always wrong")

    def rank(self, *words: str) -> bytes:
        """Where what these words name stands among its like."""
        return hashlib.sha256("\0".join((str(self._seed), *words)).encode()).digest()
