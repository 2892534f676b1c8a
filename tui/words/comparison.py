"""Describes the measurements of two programs, and how they compare."""

from collections.abc import Sequence

from torchquiz.engine.models.ways import Measure, Project, Why

SHARED = "both start with"
"""Title of the code that both programs share."""


def measures(why: Why) -> list[tuple[str, str, str, str]]:
    """Return the measurements of both programs as rows of a table, with a header."""
    head = ("measured", why.before.name, why.after.name, "")
    rows = [
        (measure.name, measure.before, measure.after, compare_values(measure))
        for measure in why.measures
    ]
    return [head, *rows]


def compare_values(measure: Measure) -> str:
    """Return a comparison of two measurements, such as `73 × fewer` or `2.1 × faster`.

    The result is an empty string if the ratio of the measurements is meaningless.
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
    """Return a project's measurements as the header and the rows of a table.

    Each row has three values: before the project, with the learner's program, and with the
    reference solution.
    """
    rows: list[tuple[str, ...]] = [
        (gauge.name, gauge.before, mine, gauge.after)
        for gauge, mine in zip(project.gauges, own, strict=True)
    ]
    return ("measured", "before", "yours", "reference"), rows


def times_of(factor: float) -> str:
    """Return a factor with a sensible number of digits, such as `1.4`, `12` or `1,210`."""
    return f"{factor:.1f}".removesuffix(".0") if factor < 10 else f"{factor:,.0f}"
