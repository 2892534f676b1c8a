"""`torchquiz preview`: shows a single item the way learners will see it."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.folders import BANKS, proofs_file, settings_file
from torchquiz.tui.commandline.screens import need_terminal

if TYPE_CHECKING:
    from torchquiz.engine.models.proven import Item


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Show one item as learners will see it, with every variant and the feedback on every"
        " answer. Nothing is stored."
    )
    parser.add_argument("item", metavar="ITEM", help="the id of an item, or LESSON/ITEM")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print all variants at once, with all hints and explanations, as in a pipe",
    )
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show an item and return the exit status."""
    is_plain = arguments.plain or not sys.stdout.isatty()
    if not is_plain:
        need_terminal(f"preview {arguments.item}")
    item = _proven_item(arguments.item, arguments.banks or [BANKS])
    if is_plain:
        from torchquiz.tui.plain.preview import preview

        preview(item)
        return ALL_WELL
    from torchquiz.engine.study.settings_file import SettingsFile
    from torchquiz.tui.app.preview import PreviewApp

    app = PreviewApp(item, SettingsFile(settings_file()))
    app.run()
    return app.return_code or ALL_WELL


def _proven_item(name: str, banks: list[Path]) -> "Item":
    from torchquiz.engine.authoring.preview import proven_item
    from torchquiz.engine.banks.find import find_item
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.study.ensure_proven import permit_unproven

    place = find_item(name, banks)
    permit_unproven([place.path])
    with closing(Proofs(proofs_file())) as proofs:
        return proven_item(place, proofs)
