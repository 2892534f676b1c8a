"""Proves items of kind `claim`: which statements are true?

Each statement has code that is run to test it. A statement that no code can test names its source.
"""

from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.kinds.claim.proof import prove

MODEL = ClaimItem

__all__ = ["MODEL", "ClaimItem", "prove"]
