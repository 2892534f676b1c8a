"""Finds texts that refer to shuffled options or praise wrong ones, and code that changes values."""

import re
from collections.abc import Iterator

from torchquiz.engine.models.authored import Item
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""Matches code in a text, in which any word may occur."""
PLACE = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) (?:is )?[A-F]\b(?!['-])"
    r"|\b(?i:all|none|both) of the (?:above|options|answers|choices)\b"
    r"|\b(?:first|second|third|fourth|last|previous|next) (?:option|answer|choice)\b"
)
"""Matches a reference to an option by its place, such as `option B` or `all of the above`."""
LETTER = re.compile(
    r"\b(?:correct|right) (?:answer|option|choice) is \(?[A-F]\b(?!['-])", re.IGNORECASE
)
"""Matches words that name the right option by its letter, such as `the correct answer is B`."""
ALL_ABOVE = re.compile(r"(?:all|both) of the above[.!]?", re.IGNORECASE)
"""Matches a right option that is about the others, such as `All of the above`."""
PRAISE = re.compile(r"(?:correct|right|exactly|yes|well done)[.!]", re.IGNORECASE)
"""Matches the beginning of a text that praises an answer."""
MARK = re.compile(
    r"[(\[](?:this is )?(?:the )?(?:correct|right|true|wrong|false|incorrect)"
    r"(?: (?:one|answer|option))?[)\]]|[✓✔✗✘]",
    re.IGNORECASE,
)
"""Matches a mark that tells whether an option is right, such as `(correct)`."""
VERDICT = re.compile(r"\b(?:correct|right|wrong) (?:answer|option)\b", re.IGNORECASE)
"""Matches words with which an option may reveal whether it is right."""
IN_PLACE = r"(?<!\))\.(?:[a-z](?:\w*[a-z0-9])?_|pop|append|extend|insert)\("
"""Matches a call that changes the value before it, such as `.add_(`.

The result of another call may be changed, as in `x.clone().add_(1)`.
"""
STEP = r"\.(?:backward|step|zero_grad)\("
"""Matches a call that changes other values than the one before it, such as `.backward(`."""
CHANGE = re.compile(f"{IN_PLACE}|{STEP}")
EXPRESSION_WITH_CHANGE = re.compile(rf"\{{[^{{}}]*(?:{CHANGE.pattern})[^{{}}]*\}}")
"""Matches an expression of a template that changes a value, such as `{x.add_(1).item()}`."""


def note_misleading_texts(context: ItemContext[Item], *, is_quoted: bool) -> None:
    """Record a fault or a doubt for each text that misleads or whose expressions change values.

    In an item that was taken from elsewhere (`is_quoted`), there are only doubts.
    """
    has_options = bool(getattr(context.item, "distractors", []))
    for where, text in context.item.texts():
        words = CODE.sub("", str(text))
        is_option = where[-1] == "text" and where[0] in ("key", "distractors")
        misleading = _spoiled(words, where, is_option=is_option) if has_options else None
        if misleading and not is_quoted:
            context.note_fault(f"{misleading[0]}.", misleading[1], *where)
            continue
        if is_option and (verdict := MARK.search(words) or VERDICT.search(words)):
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


def _spoiled(words: str, where: Where, *, is_option: bool) -> tuple[str, str] | None:
    """Return what is wrong with a text that cannot stay as it is, with the remedy, or None."""
    if is_option and (mark := MARK.search(words)):
        return f"“{mark[0]}” tells learners whether this option is right", "Remove it."
    if where[0] == "key" and ALL_ABOVE.fullmatch(words.strip()):
        reason = f"the options are shuffled, so “{words.strip()}” does not say which ones it means"
        return reason, "List all true statements under `key`, so that learners mark several."
    if letter := LETTER.search(words):
        return f"the options are shuffled, so “{letter[0]}” may be wrong", "Name the option itself."
    return None


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
