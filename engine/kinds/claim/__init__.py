"""Proves items of kind `claim`, which ask which statements are true.

Each statement is tested by running code. If no code can test it, it must name a source instead.
"""

from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.kinds.claim.proof import prove

MODEL = ClaimItem

__all__ = ["MODEL", "ClaimItem", "prove"]
