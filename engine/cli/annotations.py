"""Formats faults, unproven parts and remarks as annotations, which GitHub shows beside the code.

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
    """Yield annotations, one per line, such as `::error file=conv.yaml,line=3,col=5::item 'a': …`.

    Args:
        faults: the faults, which are errors.
        unproven: the unproven parts, which are errors if the check is strict, otherwise warnings.
        remarks: the suggested improvements, which are notices.
        is_strict: whether unproven parts make the check fail.
    """
    for fault in faults:
        yield _line("error", fault.path, fault.line, fault.column, _message(fault))
    for part in unproven:
        severity: Severity = "error" if is_strict else "warning"
        yield _line(severity, part.path, part.line, part.column, f"not proven: {part.message}")
    for remark in remarks:
        yield _line("notice", remark.path, remark.line, remark.column, _message(remark))


def _message(fault: Fault) -> str:
    """Return a fault without its position, which an annotation states separately."""
    return str(fault).removeprefix(f"{fault.path}:{fault.line}:{fault.column}: ")


def _line(severity: Severity, path: str, line: int, column: int, message: str) -> str:
    file, text = path.translate(IN_PROPERTY), message.translate(IN_MESSAGE)
    return f"::{severity} file={file},line={line},col={column}::{text}"
