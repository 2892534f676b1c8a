"""Formats faults, doubts and remarks as annotations that GitHub shows next to a changed line.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from torchquiz.engine.cli.unproven import UnprovenLine
from torchquiz.engine.errors import Fault

Severity = Literal["error", "warning", "notice"]
IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def annotations(
    faults: Sequence[Fault],
    unproven: Sequence[UnprovenLine],
    remarks: Sequence[Fault],
    *,
    is_strict: bool,
) -> Iterator[str]:
    """Yield one line per annotation: `::error file=conv.yaml,line=3,col=5::item 'a': …`.

    Args:
        faults: everything that is wrong.
        unproven: everything that is not proven, which is an error only if the check is strict.
        remarks: advice.
        is_strict: whether unproven parts fail the check.
    """
    for fault in faults:
        yield _line("error", fault.path, fault.line, fault.column, _message(fault))
    for part in unproven:
        severity: Severity = "error" if is_strict else "warning"
        yield _line(severity, part.path, part.line, part.column, f"not proven: {part.message}")
    for remark in remarks:
        yield _line("notice", remark.path, remark.line, remark.column, _message(remark))


def _message(fault: Fault) -> str:
    """Return the fault without its position, which the annotation has already."""
    return str(fault).removeprefix(f"{fault.path}:{fault.line}:{fault.column}: ")


def _line(severity: Severity, path: str, line: int, column: int, message: str) -> str:
    file, text = path.translate(IN_PROPERTY), message.translate(IN_MESSAGE)
    return f"::{severity} file={file},line={line},col={column}::{text}"
