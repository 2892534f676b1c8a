"""The list of all item kinds.

To add a kind, add a line here and a module of the same name. The module defines `MODEL`, the
pydantic model for items of this kind, and `prove`. Add a page of that name to the authors' guide.
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
