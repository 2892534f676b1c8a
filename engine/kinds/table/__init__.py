"""Proves items of kind `table`, in which learners fill in cells, such as shapes in a data flow.

Each cell to fill in is like a small `predict` item: its correct value is a formula that must equal
PyTorch's result, and a distractor describes a mistake that leads to a different value. The values
of the other cells are computed as well.
"""

from torchquiz.engine.kinds.table.model import TableItem
from torchquiz.engine.kinds.table.proof import prove

MODEL = TableItem

__all__ = ["MODEL", "TableItem", "prove"]
