"""Writes computed values as YAML literals, and reports fields in which an author wrote `?`."""

import re
from typing import Any

from torchquiz.engine.errors import Amendment
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

RUN_FILL = "Run `torchquiz fill`."
FORMULA = "Other variants have different values, so write a formula that uses the parameters."
WRITTEN = ("shape", "tuple", "list", "int", "bool", "dtype", "NoneType")
"""Types whose values are displayed as the Python code that creates them."""
NOT_PYTHON = re.compile(r"\b(nan|inf)\b|…|\.\.\.")
"""Matches `nan`, `inf` or the ellipsis of a long tensor, none of which are Python literals."""
SPARE_DECIMALS = 2


def literal(value: Value, tolerance: float | None = None, *, is_printed: bool = False) -> str:
    """Return a value as an author would write it in YAML, or an empty string if it is too long."""
    if value.tag == "str":
        text = str(value.data)
        return text.replace("{", "{{").replace("}", "}}") if is_printed else repr(text)
    if value.tag == "float" and isinstance(value.data, float):
        return repr(round(value.data, _decimals(tolerance)) if tolerance else value.data)
    if value.tag in WRITTEN and not NOT_PYTHON.search(value.text):
        return value.text
    return ""


def _decimals(tolerance: float) -> int:
    """Return the number of decimals that keeps the rounding error far below the tolerance."""
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
    """Return an amendment: a change to the lesson file that writes a value into a field.

    Return None if the value is too long.
    """
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
    """Record a fault for a field that still contains `?`, naming the value that belongs there."""
    amendment = value_amendment(context, value, tolerance, where, is_printed=is_printed)
    shown = amendment.new if amendment else value.text
    remedy = RUN_FILL
    if amendment is None:
        remedy = "The value is too long to be written as a literal. Write code that computes it."
    context.note_fault(
        f"the {name} is still `?`; PyTorch computes {' '.join(shown.split())}.",
        remedy,
        *where,
        amendment=amendment,
    )
