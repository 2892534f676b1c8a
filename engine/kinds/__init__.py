"""The kinds of items. Each is one file that says what an author writes (`MODEL`) and how it is proven (`prove`).

A new kind is one more file, and one more line here.
"""

from engine.kinds import claim, complete, diagnose, predict, raises
from engine.kinds.registry import Kind

KINDS: dict[str, Kind] = {
    "predict": Kind(predict.MODEL, predict.prove),
    "complete": Kind(complete.MODEL, complete.prove),
    "diagnose": Kind(diagnose.MODEL, diagnose.prove),
    "raises": Kind(raises.MODEL, raises.prove),
    "claim": Kind(claim.MODEL, claim.prove),
}
