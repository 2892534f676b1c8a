"""Reports the YAML files in a folder of lessons that are not lessons."""

import sys
from pathlib import Path

from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.wording import counted

NAMED = 3
"""The maximum number of files that the message names."""


def report_passed_over(files: list[Path]) -> None:
    """Print how many files were skipped because they are not lessons, and name some of them.

    This helps the author of a lesson whose first line is misspelt.
    """
    if files:
        names = ", ".join(displayed_path(file) for file in files[:NAMED])
        more = f", and {len(files) - NAMED:,} more" if len(files) > NAMED else ""
        count = counted(len(files), "YAML file")
        print(f"Skipped {count} without a `lesson:` line: {names}{more}.", file=sys.stderr)
