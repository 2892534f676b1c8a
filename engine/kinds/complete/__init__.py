"""Proves items of kind `complete`, in which learners type or choose code for blanks.

Any code that meets the goal, a condition written by the author, is accepted.
"""

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.proof import prove

MODEL = CompleteItem

__all__ = ["MODEL", "CompleteItem", "prove"]
