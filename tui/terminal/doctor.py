"""`torchquiz doctor`: prints what works on this machine and how to fix what does not."""

import os
import shutil
import sys
from collections.abc import Iterator

from torchquiz.engine.cli.doctor import Finding, examine
from torchquiz.tui.terminal.capabilities import unfit
from torchquiz.tui.terminal.streams import encoding_of, is_utf8

SMALLEST = (60, 18)


def say_findings() -> int:
    """Print each finding as soon as it is known. Return 0 if all is well and 1 otherwise."""
    glyphs = ("✔", "✘") if is_utf8(encoding_of(sys.stdout)) else ("ok", "NO")
    is_all_well = True
    for finding in _findings():
        print(f"{glyphs[not finding.is_well]} {finding.name:13}{finding.detail}", flush=True)
        if finding.remedy:
            print(f"{'':{len(glyphs[0]) + 14}}{finding.remedy}")
        is_all_well = is_all_well and finding.is_well
    return 0 if is_all_well else 1


def _findings() -> Iterator[Finding]:
    yield from examine()
    yield _terminal()


def _terminal() -> Finding:
    if sentence := unfit():
        return Finding("terminal", False, "cannot show the full-screen app", sentence)
    columns, lines = shutil.get_terminal_size()
    colours = (
        "no colours (NO_COLOR)"
        if os.environ.get("NO_COLOR")
        else os.environ.get("COLORTERM") or os.environ.get("TERM", "")
    )
    said = f"{columns}×{lines}, UTF-8, {colours}"
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
        return Finding(
            "terminal",
            False,
            said,
            f"Make the window at least {SMALLEST[0]}×{SMALLEST[1]}, or use --plain.",
        )
    return Finding("terminal", True, said)
