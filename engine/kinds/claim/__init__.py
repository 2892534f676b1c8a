"""Proves items of kind `claim`, which ask which statements are true.

Each statement is tested by running code. A statement that no code can test must name a source.
"""

from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.kinds.claim.proof import prove

MODEL = ClaimItem

__all__ = ["MODEL", "ClaimItem", "prove"]
