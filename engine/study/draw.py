"""Chooses an item's variant and the order of its options or lines from a session's seed.

Each choice depends only on the seed and on the names of items and variants. If the program is
killed and restarted, a session therefore makes the same choices again. This is almost always true
even if the lesson was edited in the meantime.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.form import DealtLines, DealtOptions
from torchquiz.engine.models.proven import Item, Variant


def plain(params: Mapping[str, object]) -> object:
    """Return parameters in the form in which they are stored, with lists instead of tuples."""
    return json.loads(json.dumps(params))


class Draw:
    """The random choices of one session."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def variant(self, item: Item, without: Sequence[Mapping[str, object]] = ()) -> Variant:
        """Return the variant that the seed selects.

        Variants with the given parameters are avoided if there are others. If a variant is added to
        the item later, the selected variant rarely changes.
        """

        def rank(variant: Variant) -> bytes:
            return self.rank("variant", item.id, json.dumps(variant.params, sort_keys=True))

        others = [variant for variant in item.variants if plain(variant.params) not in without]
        return min(others or item.variants, key=rank)

    def options(self, item: Item, variant: Variant) -> DealtOptions:
        """Return the options in the order in which they are shown.

        The result is empty if the item has none.
        """
        return form_of(variant.answer).deal_options(variant.answer, item.id, self.rank)

    def lines(self, item: Item, variant: Variant) -> DealtLines:
        """Return the lines in the order in which they are first shown.

        The result is empty if there are none.
        """
        return form_of(variant.answer).deal_lines(variant.answer, item.id, self.rank)

    def rank(self, *words: str) -> bytes:
        """Return a pseudo-random sort key that depends only on the seed and these words."""
        return hashlib.sha256("\0".join((str(self._seed), *words)).encode()).digest()
