"""`torchquiz schema`: prints the JSON Schema that lets editors help authors write lessons."""

import argparse
from pathlib import Path

from torchquiz.engine.cli.statuses import ALL_WELL


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Print the JSON Schema for lesson files. Editors use it to complete keys and to mark"
        " mistakes."
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write to this file instead of stdout"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema or write it to a file, and return the exit status."""
    from torchquiz.engine.authoring.schema import schema_text

    if arguments.output is None:
        print(schema_text(), end="")
    else:
        arguments.output.write_text(schema_text(), encoding="utf-8")
        print(f"{arguments.output}: wrote the JSON Schema for lessons.")
    return ALL_WELL
