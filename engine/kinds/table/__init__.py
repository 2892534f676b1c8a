"""Proves items of kind `table`: fill in the shapes of a data flow, or a confusion matrix.

Each cell to fill in is like a small `predict` item: its key is a formula that must equal what
PyTorch gives, and a distractor describes a mistake that leads to another value there. The cells
that are shown are computed too.
"""

from torchquiz.engine.kinds.table.model import TableItem
from torchquiz.engine.kinds.table.proof import prove

MODEL = TableItem

__all__ = ["MODEL", "TableItem", "prove"]
