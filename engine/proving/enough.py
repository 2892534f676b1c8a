"""What a lesson's items are enough for: a test of ten, and cards to review."""

from collections.abc import Iterator, Sequence

from engine.models.proven import LEVELS, Item, Level
from engine.proving.ways.exercises import is_typed

TEST: dict[Level, int] = {"easy": 3, "medium": 4, "hard": 3}
"""How many items of each level a test asks."""
TYPED = 6
"""So many of them at least are typed."""


def shortfalls(items: Sequence[Item]) -> Iterator[str]:
    """What cannot be offered with these items, and why, each as a sentence without its full stop."""
    if said := _test(items):
        yield f"no test: {said}"
    if not any(item.kind == "card" for item in items):
        yield "no cards to review: items of kind card are missing"


def _test(items: Sequence[Item]) -> str:
    counts = {level: sum(item.level == level for item in items) for level in LEVELS}
    few = [f"{need} {level} items ({counts[level]})" for level, need in TEST.items() if counts[level] < need]
    if few:
        return f"it needs {', '.join(few)}"
    typed = {level: sum(item.level == level and is_typed(item) for item in items) for level in LEVELS}
    most = sum(min(need, typed[level]) for level, need in TEST.items())
    return f"{TYPED} of its ten items must be typed, and at most {most} can be" if most < TYPED else ""
