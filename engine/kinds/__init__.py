"""The kinds of items.

A new kind is one more line here and one more module of its name, with what an author writes
(`MODEL`) and how it is proven (`prove`). The guide for authors has a page of the same name.
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
