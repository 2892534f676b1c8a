"""Lists the kinds of items.

To add a kind, add a line here and a module of the same name that defines `MODEL`, the model of what
an author writes, and `prove`. The guide for authors has a page of the same name.
"""

from torchquiz.engine.kinds.registry import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("predict"),
        Kind("complete"),
        Kind("diagnose", speaks_of_lines=True),
        Kind("raises", speaks_of_lines=True),
        Kind("claim"),
        Kind("order"),
        Kind("table"),
        Kind("write"),
        Kind("card", is_card=True),
    )
}

CARD_KINDS = frozenset(kind.name for kind in KINDS.values() if kind.is_card)
