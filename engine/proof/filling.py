"""What a computed value looks like in a file, and what is said where a `?` waits for it."""

import re
from typing import Any

from torchquiz.engine.errors import Amendment
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.context import Case
from torchquiz.engine.yaml.positions import Where

RUN_FILL = "Run torchquiz fill."
FORMULA = "In other variants it is another: write a formula over the parameters."
WRITTEN = ("shape", "tuple", "list", "int", "bool", "dtype", "NoneType")
"""The sorts of values whose text is Python that gives them again."""
SPARE_DECIMALS = 2


def literal(value: Value, tolerance: float | None = None, *, is_printed: bool = False) -> str:
    """The value as an author writes it; empty where it has no short form."""
    if value.tag == "str":
        text = str(value.data)
        return text.replace("{", "{{").replace("}", "}}") if is_printed else repr(text)
    if value.tag == "float" and isinstance(value.data, float):
        return repr(round(value.data, _decimals(tolerance)) if tolerance else value.data)
    return (
        ""
        if value.tag not in WRITTEN or re.search(r"\b(nan|inf)\b|…|\.\.\.", value.text)
        else value.text
    )


def _decimals(tolerance: float) -> int:
    """Enough to stay far within the tolerance."""
    return max(0, SPARE_DECIMALS - int(f"{tolerance:e}".partition("e")[2]))


def amendment(
    case: Case[Any], value: Value, tolerance: float | None, where: Where, *, is_printed: bool
) -> Amendment | None:
    """What to write at one of the item's fields so that it is this value."""
    text = literal(value, tolerance, is_printed=is_printed)
    return Amendment((*case.ground.where, *where), text) if text else None


def tell_hole(
    case: Case[Any],
    name: str,
    value: Value,
    tolerance: float | None,
    where: Where,
    *,
    is_printed: bool,
) -> None:
    """Note that a `?` stands where this value belongs."""
    found = amendment(case, value, tolerance, where, is_printed=is_printed)
    shown = found.new if found else value.text
    remedy = (
        RUN_FILL if found else "Write code that gives it; it is too long for one number or text."
    )
    case.fault(
        f"the {name} is to be filled in: it is {' '.join(shown.split())}.",
        remedy,
        *where,
        amendment=found,
    )
