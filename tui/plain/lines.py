"""Formats code, program output and labelled text for the plain front end."""

from torchquiz.engine.models.runs import Run

INDENT = "    "


def code_lines(code: str, is_numbered: bool = False) -> list[str]:
    """Return code as indented lines, with line numbers if `is_numbered` is set."""
    lines = code.rstrip("\n").splitlines()
    width = len(str(len(lines)))
    return [
        f"{INDENT}{number:{width}}  {line}" if is_numbered else INDENT + line
        for number, line in enumerate(lines, start=1)
    ]


def label_text(label: str, text: str) -> list[str]:
    """Return text with its label before it, or above it if the text has several lines."""
    return [f"{label}:", *code_lines(text)] if "\n" in text.rstrip("\n") else [f"{label}: {text}"]


def run_lines(run: Run) -> list[str]:
    """Return the lines of the code that was run, followed by an arrow and the result."""
    lines = code_lines(run.code)
    if gave := run.gave:
        first, *rest = gave.splitlines()
        asked = f"{run.asked} " if run.value and not run.error else ""
        lines += [f"{INDENT}{asked}→ {first}", *(f"{INDENT}  {line}" for line in rest)]
    return lines
