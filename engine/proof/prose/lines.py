"""Finds explanations that speak of another line than the one that raises the exception."""

import re
from collections.abc import Iterable
from typing import Any

from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.rendered import RenderedText

LINE = re.compile(r"\b[Ll]ine (\d+)\b")
"""Matches a line of the code, such as `line 3`."""
SUCCEEDS = re.compile(r"\b(?:works?|runs?|fine|succeeds?|allowed|only|nothing|harmless)\b")
"""Matches words of a sentence about a line that does not raise."""


def doubt_other_lines(context: ItemContext[Any], texts: Iterable[RenderedText]) -> None:
    """Record a doubt about each step of a solution that names only lines that do not raise."""
    line = getattr(context.item, "line", None)
    if line is None:
        return
    solutions = [text for text in texts if text.where[0] == "solution"]
    named = {int(found) for text in solutions for found in LINE.findall(text.text)}
    is_about_others = any(SUCCEEDS.search(text.text) for text in solutions)
    if named and line not in named and not is_about_others:
        for text in solutions:
            for found in LINE.findall(text.text)[:1]:
                reason = f"it explains line {found}, but line {line} raises the exception"
                context.note_doubt(reason, *text.where)
