"""Proves items of kind `complete`: fill in the blanks, or choose the code that belongs there.

Any code that meets the goal is accepted.
"""

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.proof import prove

MODEL = CompleteItem

__all__ = ["MODEL", "CompleteItem", "prove"]
