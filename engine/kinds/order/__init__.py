"""Proves items of kind `order`, in which learners put lines of code or steps in order.

The lines are run in every possible order. Every order that meets the goal is accepted.
"""

from torchquiz.engine.kinds.order.model import OrderItem
from torchquiz.engine.kinds.order.proof import prove

MODEL = OrderItem

__all__ = ["MODEL", "OrderItem", "prove"]
