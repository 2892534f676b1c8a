"""Measures before and after, and how they compare, in words, shared by both front ends."""

from collections.abc import Sequence

from torchquiz.engine.models.ways import Measure, Project, Why

SHARED = "both begin with"
"""The title of the code that both programs of a comparison share."""


def measures(why: Why) -> list[tuple[str, str, str, str]]:
    """Return what was measured on both sides, as the lines of a table, its head first."""
    head = ("measured", why.before.name, why.after.name, "")
    rows = [
        (measure.name, measure.before, measure.after, compared(measure)) for measure in why.measures
    ]
    return [head, *rows]


def compared(measure: Measure) -> str:
    """Return how the sides differ, as people say it: `73 × fewer`, `2.1 × faster`.

    It is empty where a quotient means nothing.
    """
    factor = measure.factor
    if not factor or factor < 0:
        return ""
    is_down = factor >= 1
    times = times_of(factor if is_down else 1 / factor)
    if times == "1":
        return "the same"
    if measure.is_time:
        return f"{times} × {'faster' if is_down else 'slower'}"
    if not is_down:
        return f"{times} × more"
    is_count = all(text.replace(",", "").isdigit() for text in (measure.before, measure.after))
    return f"{times} × {'fewer' if is_count else 'less'}"


def gauges(project: Project, own: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return a project's measures as the head and the rows of a table.

    They are those from before, of the learner's own program and of the reference.
    """
    rows: list[tuple[str, ...]] = [
        (gauge.name, gauge.before, mine, gauge.after)
        for gauge, mine in zip(project.gauges, own, strict=True)
    ]
    return ("measured", "before", "yours", "reference"), rows


def times_of(factor: float) -> str:
    """Return a factor with as many digits as are significant: `1.4`, `12`, `1,210`."""
    return f"{factor:.1f}".removesuffix(".0") if factor < 10 else f"{factor:,.0f}"
