"""Proves items of kind `order`: put lines of code, or the steps of a workflow, in order.

Every order is run, and every order that meets the goal is right.
"""

from torchquiz.engine.kinds.order.model import OrderItem
from torchquiz.engine.kinds.order.proof import prove

MODEL = OrderItem

__all__ = ["MODEL", "OrderItem", "prove"]
