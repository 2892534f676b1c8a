"""Estimates how long a proof takes, so that the longest proofs start first.

If a long proof started last, all workers but one would be idle until it ended. The estimates need
not be accurate, because only their order matters. They are given in seconds on a machine with two
cores, and are fitted to the lessons that come with torchquiz.
"""

from collections.abc import Mapping
from math import factorial

from torchquiz.engine.kinds.order.model import OrderItem
from torchquiz.engine.models import authored
from torchquiz.engine.models.authored import WayModel
from torchquiz.engine.models.declared import TraceModel
from torchquiz.engine.models.declared_drills import DrillModel
from torchquiz.engine.traces.training import is_installed
from torchquiz.engine.variants.grid import GridError, combinations

VARIANT_S: Mapping[str, float] = {
    "card": 0.02,
    "claim": 0.03,
    "raises": 0.03,
    "predict": 0.05,
    "table": 0.05,
    "diagnose": 0.08,
    "complete": 0.1,
    "write": 0.2,
}
"""The estimated seconds to prove one variant of an item, by the item's kind."""
UNKNOWN_S = 0.1
"""The estimated seconds to prove one variant of an item of any other kind."""
ORDER_S = 0.015
"""The estimated seconds to run one order of the lines of an item of kind `order`."""
TRAINING_CODE = (".step()", "DataLoader")
"""Matches code by which an item trains a model."""
TRAINS = 10
"""The factor by which the proof of an item takes longer if its code trains a model."""
DATASET_S = 10.0
"""The estimated seconds to train on one data set of a trace."""
FLOW_S = 1.0
"""The estimated seconds to prove the stages of a data flow."""
WAY_S = 0.3
"""The estimated seconds to prove any other activity."""
QUESTION_S = 0.15
"""The estimated seconds to prove one question of a drill."""


def item_estimate(item: authored.Item) -> float:
    """Estimate how long the proof of an item takes, in seconds."""
    try:
        variants = len(combinations(item))
    except GridError:
        return 0.0
    if isinstance(item, OrderItem):
        return variants * ORDER_S * factorial(len(item.lines))
    code = " ".join(str(value) for value in item.model_dump().values())
    factor = TRAINS if any(mark in code for mark in TRAINING_CODE) else 1
    return variants * factor * VARIANT_S.get(item.kind, UNKNOWN_S)


def way_estimate(way: WayModel) -> float:
    """Estimate how long the proof of an activity takes, in seconds."""
    if not isinstance(way, TraceModel):
        return WAY_S
    training = way.training.data if way.training else []
    datasets = sum(is_installed(dataset.needs) for dataset in training)
    return FLOW_S + DATASET_S * datasets


def drill_estimate(drill: DrillModel) -> float:
    """Estimate how long the proof of a drill takes, in seconds."""
    return QUESTION_S * len(drill.questions)
