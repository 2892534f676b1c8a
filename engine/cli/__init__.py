"""The engine's command line: what authors do with banks. Each command is a room of its own, loaded when it is named."""

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import COULD_NOT_RUN, INTERRUPTED
from torchquiz.engine.errors import TorchquizError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ROOMS = {
    "check": "check",
    "export": "exchange",
    "fill": "fill",
    "import": "exchange",
    "new": "new",
    "schema": "schema",
    "suggest": "suggest",
    "stats": "stats",
}
"""Every command, and the room that knows its words."""


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(words[:1]).parse_args(words)
    try:
        status: int = arguments.run(arguments)
        return status
    except TorchquizError as error:
        print(f"torchquiz: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        print(
            "torchquiz: interrupted; what is proven is kept, and the next check goes on from there.",
            file=sys.stderr,
        )
        return INTERRUPTED


def _parser(named: list[str]) -> argparse.ArgumentParser:
    """The parser of the command that is named; of all, when none is."""
    parser = argparse.ArgumentParser(
        prog="torchquiz", description="Practise PyTorch on questions whose every answer is proven."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for room in dict.fromkeys(ROOMS[name] for name in named if name in ROOMS) or dict.fromkeys(
        ROOMS.values()
    ):
        import_module(f"torchquiz.engine.cli.{room}").add(commands)
    return parser
