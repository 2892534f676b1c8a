"""Describes code that was run: its result, the version of PyTorch, and the time it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import ARROW, BAR, elapsed

if TYPE_CHECKING:
    from torchquiz.engine.models.runs import Run


def run_lines(run: Run) -> list[str]:
    """Return the code as lines after a bar, then an arrow and the value, such as `→ 3`."""
    lines = [f"{BAR} {line}" for line in run.code.rstrip("\n").splitlines()]
    if gave := run.gave:
        first, *rest = gave.splitlines()
        asked = f"{run.asked} " if run.value and not run.error else ""
        lines.append(f"{asked}{ARROW} {first}")
        margin = " " * (len(asked) + 2)
        lines += [f"{margin}{line}" for line in rest]
    return lines


def version_and_time(run: Run, torch: str) -> str:
    """Return the version of PyTorch and the time that the code took: `PyTorch 2.13.0, 4 ms`.

    The time is left out if it is unknown, because the process was killed.
    """
    if not run.elapsed_ms:
        return pytorch(torch)
    return f"{pytorch(torch)}, {elapsed(run.elapsed_ms)}"


def pytorch(version: str) -> str:
    """Return the version without the suffix that names the build, such as `PyTorch 2.13.0`."""
    return f"PyTorch {version.partition('+')[0]}"
