"""`torchquiz schema`: what editors need to help with lessons."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL

if TYPE_CHECKING:
    from torchquiz.engine.cli import Subparsers


def add(commands: "Subparsers") -> None:
    """Say which words the command takes."""
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of lessons, for editors",
        description="Print the JSON Schema of a lesson's file. An editor that knows it completes keys and marks faults of form.",
    )
    schema.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write it instead"
    )
    schema.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print or write the schema; returns the exit status."""
    from torchquiz.engine.authoring.schema import schema_text

    if arguments.output is None:
        print(schema_text(), end="")
    else:
        arguments.output.write_text(schema_text(), encoding="utf-8")
        print(f"{arguments.output}: the JSON Schema of lessons.")
    return ALL_WELL
