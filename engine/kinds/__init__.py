"""The kinds of items. Each is one file that says what an author writes (`MODEL`) and how it is proven (`prove`).

A new kind is one more file, and one more line here.
"""

from torchquiz.engine.kinds import (
    card,
    claim,
    complete,
    diagnose,
    order,
    predict,
    raises,
    table,
    write,
)
from torchquiz.engine.kinds.registry import Kind

KINDS: dict[str, Kind] = {
    "predict": Kind(predict.MODEL, predict.prove),
    "complete": Kind(complete.MODEL, complete.prove),
    "diagnose": Kind(diagnose.MODEL, diagnose.prove),
    "raises": Kind(raises.MODEL, raises.prove),
    "claim": Kind(claim.MODEL, claim.prove),
    "order": Kind(order.MODEL, order.prove),
    "table": Kind(table.MODEL, table.prove),
    "write": Kind(write.MODEL, write.prove),
    "card": Kind(card.MODEL, card.prove),
}
