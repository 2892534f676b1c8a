"""Finds statements that claim more than the single example that tests them."""

import re

from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.proof.item_context import ItemContext

GENERAL = re.compile(
    r"\b(?:always|never|for (?:all|every|any)|(?:any|every|all) (?:input|tensor|module|layer"
    r"|optimizer|model|shape|dtype|network|function)s?|whatever|no matter|in general|whenever)\b",
    re.IGNORECASE,
)
"""Matches words that make a statement general, such as `always` or `every tensor`."""


def doubt_general_statements(context: ItemContext[ClaimItem]) -> None:
    """Record a doubt about each true statement that is general, unless a rule or values test it.

    An item with parameters tests its statements with several values.
    """
    item = context.item
    if item.rules or item.given:
        return
    for number, statement in enumerate(item.right_statements):
        text = statement.text or ""
        if statement.holds is not None and (words := GENERAL.search(text)):
            context.note_doubt(
                f"it says “{words[0]}”, but the code tests one example; add a rule that tests it"
                " with many values, or restrict the statement",
                *item.key_field(number),
                "text",
            )
