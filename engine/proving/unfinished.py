"""Finds texts that their author has not finished writing."""

import re

from torchquiz.engine.models.authored import Item
from torchquiz.engine.proof.item_context import ItemContext

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""Matches code in a text, in which any word may occur."""
MARK = re.compile(r"\b(?i:TODO|FIXME|TBD)\b|\bXXX\b|\?\?\?|\b(?i:lorem ipsum)\b")
"""Matches a word that marks a text as unfinished, as in `TODO: explain why`."""


def note_unfinished_texts(context: ItemContext[Item]) -> None:
    """Record a doubt about each text that still contains a mark such as `TODO`."""
    for where, text in context.item.texts():
        if mark := MARK.search(CODE.sub("", text)):
            context.note_doubt(f"this text is not finished: it contains {mark[0]}", *where)
