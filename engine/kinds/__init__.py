"""The list of all kinds of item.

To add a kind, add a line here and a module of the same name that defines `prove` and `MODEL`, the
pydantic model for items of this kind. Also add a page with that name to the guide for authors.
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
