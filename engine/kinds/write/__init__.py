"""Proves items of kind `write`: write code that passes checks.

The reference solution must pass all checks; the starting code and each near miss must not. The
expected values come from running the reference, and never enter the learner's process.
"""

from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.proof import prove

MODEL = WriteItem

__all__ = ["MODEL", "WriteItem", "prove"]
