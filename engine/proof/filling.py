"""How a computed value is written in a lesson, and what to report where a `?` waits for it."""

import re
from typing import Any

from torchquiz.engine.errors import Amendment
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

RUN_FILL = "Run torchquiz fill."
FORMULA = "In other variants it is another: write a formula over the parameters."
WRITTEN = ("shape", "tuple", "list", "int", "bool", "dtype", "NoneType")
"""The sorts of values whose text is Python that gives them again."""
NOT_PYTHON = re.compile(r"\b(nan|inf)\b|…|\.\.\.")
"""Parts of a value's text that are not Python: `nan`, `inf`, or an ellipsis that shortens it."""
SPARE_DECIMALS = 2


def literal(value: Value, tolerance: float | None = None, *, is_printed: bool = False) -> str:
    """Return the value as an author writes it; empty where it has no short form."""
    if value.tag == "str":
        text = str(value.data)
        return text.replace("{", "{{").replace("}", "}}") if is_printed else repr(text)
    if value.tag == "float" and isinstance(value.data, float):
        return repr(round(value.data, _decimals(tolerance)) if tolerance else value.data)
    if value.tag in WRITTEN and not NOT_PYTHON.search(value.text):
        return value.text
    return ""


def _decimals(tolerance: float) -> int:
    """Return enough decimals to stay far within the tolerance."""
    exponent = int(f"{tolerance:e}".partition("e")[2])
    return max(0, SPARE_DECIMALS - exponent)


def value_amendment(
    context: ItemContext[Any],
    value: Value,
    tolerance: float | None,
    where: Where,
    *,
    is_printed: bool,
) -> Amendment | None:
    """Return what writes this value at one of the item's fields; None where it is too long."""
    text = literal(value, tolerance, is_printed=is_printed)
    return context.amendment(text, *where) if text else None


def report_hole(
    context: ItemContext[Any],
    name: str,
    value: Value,
    tolerance: float | None,
    where: Where,
    *,
    is_printed: bool,
) -> None:
    """Note that a `?` waits where this value belongs."""
    amendment = value_amendment(context, value, tolerance, where, is_printed=is_printed)
    shown = amendment.new if amendment else value.text
    remedy = RUN_FILL
    if amendment is None:
        remedy = "Write code that gives it; it is too long for one number or text."
    context.note_fault(
        f"the {name} is to be filled in: it is {' '.join(shown.split())}.",
        remedy,
        *where,
        amendment=amendment,
    )
