"""`torchquiz serve`: the app in a browser on this machine."""

import argparse

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = "Open the app in a browser on this machine."
    parser.add_argument(
        "--take", metavar="LESSON", default="", help="begin with this lesson instead of home"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="where it listens on 127.0.0.1; any free port otherwise",
    )
    parser.add_argument("--open", action="store_true", help="open a browser at once")
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C; return the exit status."""
    try:
        from torchquiz.tui.web.serve import serve
    except ImportError:
        raise TorchquizError(
            "The browser needs textual-serve: pip install 'torchquiz[serve]'."
        ) from None
    serve(arguments.banks, arguments.take, arguments.port, opens=arguments.open)
    return ALL_WELL
