"""`torchquiz schema`: what editors need to help with lessons."""

import argparse
from pathlib import Path

from torchquiz.engine.cli.statuses import ALL_WELL


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = (
        "Print the JSON Schema of a lesson's file. An editor that knows it completes keys and"
        " marks faults of form."
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write it instead"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the schema; return the exit status."""
    from torchquiz.engine.authoring.schema import schema_text

    if arguments.output is None:
        print(schema_text(), end="")
    else:
        arguments.output.write_text(schema_text(), encoding="utf-8")
        print(f"{arguments.output}: the JSON Schema of lessons.")
    return ALL_WELL
