"""Describes weak points: their titles, and how well the learner does on them."""

from torchquiz.engine.study.weakness.records import MisconceptionRecord
from torchquiz.engine.study.weakness.weak_points import Offer, WeakPoint
from torchquiz.engine.wording import counted


def title(point: WeakPoint) -> str:
    """Return the title of a weak point. A misconception is quoted, without its backticks."""
    text = point.title.replace("`", "")
    return f"“{text}”" if point.record else text


def status(point: WeakPoint) -> str:
    """Return how well the learner does, such as `2 times, 1 of 3 right` or `5 of 8 right`."""
    if point.record:
        return record_status(point.record)
    if point.tries is None:
        return ""
    return f"{point.tries.right} of {point.tries.total} right" if point.tries.total else ""


def record_status(record: MisconceptionRecord) -> str:
    """Return how often the learner showed a misconception, and its state."""
    return f"{counted(record.times, 'time')}, {_state(record)}"


def short_status(point: WeakPoint) -> str:
    """Return how well the learner does, shortened for a narrow window."""
    if point.record:
        return point.record.state
    return f"{point.tries.right}/{point.tries.total}" if point.tries else ""


def offer(offered: Offer) -> str:
    """Return an offer to practise a misconception that led the learner to two wrong answers."""
    count = len(offered.items)
    others = "another question" if count == 1 else f"{count} other questions"
    return (
        f"This misconception came up {counted(offered.record.times, 'time')}: "
        f"“{offered.record.text}”"
        f" Answer {others} about it now; in a few days, a review will check it again."
    )


def _state(record: MisconceptionRecord) -> str:
    """Return the state of a misconception, such as `1 of 3 right since` or `overcome`."""
    match record.state:
        case "overcome":
            return "overcome"
        case "unchecked":
            return "to be checked"
        case _:
            return f"{len(record.right_since)} of {record.needed} right since"
