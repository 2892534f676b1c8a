"""What a session's seed decides: an item's variant, and the order of its options or lines.

Each is drawn from the seed and a name, so that a session deals the same after it was killed, and
nearly always after its lesson was edited.
"""

import hashlib
import json

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.form import DealtLines, DealtOptions
from torchquiz.engine.models.proven import Item, Variant


class Draw:
    """The draws of one session."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def variant(self, item: Item) -> Variant:
        """Return the variant of lowest rank, so that adding one hardly ever deals another."""

        def rank(variant: Variant) -> bytes:
            return self.rank("variant", item.id, json.dumps(variant.params, sort_keys=True))

        return min(item.variants, key=rank)

    def options(self, item: Item, variant: Variant) -> DealtOptions:
        """Return the options in the order to show them; empty where nothing is chosen."""
        return form_of(variant.answer).deal_options(variant.answer, item.id, self.rank)

    def lines(self, item: Item, variant: Variant) -> DealtLines:
        """Return the lines as they are first shown; empty where nothing is put in order."""
        return form_of(variant.answer).deal_lines(variant.answer, item.id, self.rank)

    def rank(self, *words: str) -> bytes:
        """Return the place of what these words name in the session's random order."""
        return hashlib.sha256("\0".join((str(self._seed), *words)).encode()).digest()
