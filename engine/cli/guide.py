"""`torchquiz guide`: prints a page of the authors' guide."""

import argparse

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.folders import BANKS

START = "start"
"""Name of the guide's first page, which is the README in the folder of lessons."""


def page_names() -> list[str]:
    """Return the names of all pages: the first page, each kind of item, and the other pages."""
    return [START, *sorted(path.stem for path in (BANKS / "guide").glob("*.md"))]


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    pages = page_names()
    parser.description = (
        "Print a page of the authors' guide: how to write a lesson or one kind of item, or how to"
        " get from an idea to an item (page `writing`)."
    )
    parser.add_argument(
        "page",
        nargs="?",
        default=START,
        choices=pages,
        metavar="KIND",
        help=f"{', '.join(pages)} (default: {START})",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print a page and return the exit status."""
    path = BANKS / "guide" / f"{arguments.page}.md"
    if arguments.page == START:
        path = BANKS / "README.md"
    print(path.read_text(encoding="utf-8"), end="")
    return ALL_WELL
