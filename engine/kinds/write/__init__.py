"""Proves items of kind `write`, in which learners write code that has to pass checks.

The reference solution must pass all checks. The starter code and each near miss must fail at least
one. The expected values come from running the reference solution, and they never enter the process
that runs the learner's code.
"""

from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.proof import prove

MODEL = WriteItem

__all__ = ["MODEL", "WriteItem", "prove"]
