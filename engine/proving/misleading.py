"""Finds texts that refer to shuffled options or praise wrong ones, and code that changes values."""

import re
from collections.abc import Iterator

from torchquiz.engine.models.authored import Item
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""Matches code in a text, in which any word may occur."""
PLACE = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) [A-F]\b"
    r"|\b(?i:all|none|both) of the (?:above|options|answers|choices)\b"
    r"|\b(?:first|second|third|fourth|last|previous|next) (?:option|answer|choice)\b"
)
"""Matches a reference to an option by its place, such as `option B` or `all of the above`."""
PRAISE = re.compile(r"(?:correct|right|exactly|yes|well done)[.!]", re.IGNORECASE)
"""Matches the beginning of a text that praises an answer."""
VERDICT = re.compile(
    r"[(\[](?:this is )?(?:the )?(?:correct|right|true|wrong|false|incorrect)"
    r"(?: (?:one|answer|option))?[)\]]"
    r"|[✓✔✗✘]|\b(?:correct|right|wrong) (?:answer|option)\b",
    re.IGNORECASE,
)
"""Matches words with which an option reveals whether it is right, such as `(correct)`."""
IN_PLACE = r"(?<!\))\.(?:[a-z](?:\w*[a-z0-9])?_|pop|append|extend|insert)\("
"""Matches a call that changes the value before it, such as `.add_(`.

The result of another call may be changed, as in `x.clone().add_(1)`.
"""
STEP = r"\.(?:backward|step|zero_grad)\("
"""Matches a call that changes other values than the one before it, such as `.backward(`."""
CHANGE = re.compile(f"{IN_PLACE}|{STEP}")
EXPRESSION_WITH_CHANGE = re.compile(rf"\{{[^{{}}]*(?:{CHANGE.pattern})[^{{}}]*\}}")
"""Matches an expression of a template that changes a value, such as `{x.add_(1).item()}`."""


def note_misleading_texts(context: ItemContext[Item]) -> None:
    """Record a doubt for each text that misleads or whose expressions change values."""
    has_options = bool(getattr(context.item, "distractors", []))
    for where, text in context.item.texts():
        is_option = where[-1] == "text" and where[0] in ("key", "distractors")
        if is_option and (verdict := VERDICT.search(CODE.sub("", str(text)))):
            context.note_doubt(f"“{verdict[0]}” reveals whether this option is right", *where)
        for reason in _reasons(str(text), has_options, is_because=where[-1] == "because"):
            context.note_doubt(reason, *where)
    for where, code in _asks(context.item):
        if CHANGE.search(code):
            reason = (
                f"`{code.strip()}` changes a value, so it does not show the state after the "
                "snippet has run; move the change into the snippet"
            )
            context.note_doubt(reason, *where)


def _asks(item: Item) -> Iterator[tuple[Where, str]]:
    """Yield the expressions that an item asks about, with their fields."""
    if ask := getattr(item, "ask", None):
        yield ("ask",), str(ask)
    for row_number, row in enumerate(getattr(item, "rows", [])):
        for number, cell in enumerate(row.cells):
            if hasattr(cell, "ask"):
                yield ("rows", row_number, "cells", number, "ask"), str(cell.ask)


def _reasons(text: str, has_options: bool, *, is_because: bool) -> Iterator[str]:
    words = CODE.sub("", text)
    place = PLACE.search(words) if has_options else None
    if place is not None:
        yield (
            f"the options are shuffled, so “{place[0]}” may be a different option; describe the "
            "option instead"
        )
    if is_because and PRAISE.match(words.strip()):
        yield "this explanation of a wrong option says that it is right"
    if change := EXPRESSION_WITH_CHANGE.search(text):
        yield f"`{change[0][1:-1]}` changes a value that later expressions in the texts use"
