"""Lists the notations in which learners may write a value."""

import re

from torchquiz.engine.models.runs import Value

BRACKETS = re.compile(r"^(torch\.Size)?\(?[(\[]|[)\]]\)?$")
"""Matches the brackets around a sequence: `torch.Size([` and `])`, `(`, `]`."""
COMMA = re.compile(r",\s*")
"""Matches a comma with the spaces after it, as in `(1, 3)`."""


def ways_to_write(value: Value) -> tuple[str, ...]:
    """Return every accepted notation of a value, most common first."""
    if value.tag not in ("shape", "tuple", "list"):
        return tuple(dict.fromkeys((value.text, value.text.removeprefix("torch."))))
    inner = BRACKETS.sub("", value.text).strip(", ")
    numbers = COMMA.split(inner)
    ways = (
        f"({inner})",
        f"({','.join(numbers)})",
        f"[{inner}]",
        f"[{','.join(numbers)}]",
        f"torch.Size([{inner}])",
    )
    crossed = ("x".join(numbers), "×".join(numbers)) if len(numbers) > 1 else ()
    # An empty answer is not a notation of the empty shape `()`.
    bare = (inner,) if inner else ()
    return tuple(dict.fromkeys((value.text, *ways, *crossed, *bare)))
