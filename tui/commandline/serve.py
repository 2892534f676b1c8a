"""`torchquiz serve`: opens the app in a browser on this machine."""

import argparse

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = "Open the app in a browser on this machine."
    parser.add_argument(
        "--take", metavar="LESSON", default="", help="open this lesson instead of the home screen"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="the port on 127.0.0.1 (default: any free port)",
    )
    parser.add_argument("--open", action="store_true", help="open a browser immediately")
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve the app until the user presses Ctrl+C, and return the exit status."""
    try:
        from torchquiz.tui.web.serve import serve
    except ImportError:
        raise TorchquizError(
            "This command needs textual-serve; install it with `pip install 'torchquiz[serve]'`."
        ) from None
    serve(arguments.banks, arguments.take, arguments.port, opens=arguments.open)
    return ALL_WELL
