"""Describes in a few words how an epoch's loss and accuracy compare with earlier epochs."""

import math
from collections.abc import Sequence

PARTS = {
    0.1: "a tenth",
    0.2: "a fifth",
    0.25: "a quarter",
    1 / 3: "a third",
    0.5: "half",
    2 / 3: "two thirds",
    0.75: "three quarters",
}
"""The names of common fractions."""
NEARLY = 0.015
"""The maximum difference between a fraction and the common fraction that is named instead."""


def remark(losses: Sequence[float], accuracies: Sequence[float]) -> str:
    """Return a remark that compares the last epoch with earlier ones.

    Args:
        losses: the loss of each epoch so far.
        accuracies: the accuracy of each epoch so far.
    """
    if not math.isfinite(losses[-1]):
        return f"loss is {losses[-1]}: training has failed"
    if len(losses) == 1:
        return f"after one epoch: {_per_cent(accuracies[0])} correct"
    remarks = [_loss_remark(losses[-2], losses[-1]), _accuracy_remark(accuracies)]
    return "; ".join(filter(None, remarks))


def _loss_remark(before: float, now: float) -> str:
    """Describe how the loss changed from one epoch to the next.

    Return an empty string if the previous loss was not finite.
    """
    if not math.isfinite(before):
        return ""
    part = 1 - now / before if before else 0.0
    if now == before:
        return f"loss unchanged at {_short(now, before)}"
    if abs(part) < 0.005:
        return f"loss hardly changed {_from_to(before, now)}"
    if part < 0:
        return f"loss rose {_from_to(before, now)}"
    for value, name in PARTS.items():
        if abs(part - value) <= NEARLY:
            return f"loss fell by about {name}"
    return f"loss fell by {_per_cent(part)}"


def _accuracy_remark(accuracies: Sequence[float]) -> str:
    *earlier, before, now = accuracies
    if now > max([*earlier, before]):
        return "all correct" if now == 1 else "best so far"
    if now == before:
        return f"accuracy unchanged at {_short(now, before)}"
    change = "fell" if now < before else "rose"
    return f"accuracy {change} {_from_to(before, now)}"


def _per_cent(part: float) -> str:
    return f"{100 * part:.0f} %"


def _from_to(before: float, now: float) -> str:
    return f"from {_short(before, now)} to {_short(now, before)}"


def _short(number: float, other: float) -> str:
    """Format a number with enough decimals, at least two, to distinguish it from `other`."""
    for decimals in range(2, 6):
        if number == other or f"{number:.{decimals}f}" != f"{other:.{decimals}f}":
            return f"{number:.{decimals}f}"
    return f"{number:.6g}"
