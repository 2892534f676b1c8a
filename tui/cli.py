"""The entry point of the `torchquiz` command. It imports only what the subcommand needs."""

import sys

from torchquiz.engine.cli.ending import exit_status
from torchquiz.tui.terminal.streams import replace_unknown_characters


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit status.

    All statuses are listed in `torchquiz.engine.cli.statuses`.
    """
    words = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        replace_unknown_characters(stream)
    return exit_status(lambda: _run(words))


def _run(words: list[str]) -> int:
    if not words:
        from torchquiz.tui.commandline.home import open_home

        return open_home([], is_plain=False)
    from torchquiz.tui.commandline.parser import run

    return run(words)
