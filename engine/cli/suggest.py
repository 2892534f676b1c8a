"""`torchquiz suggest`: wrong options from common misconceptions, run on an item's snippet."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.find import find_item
from torchquiz.engine.cli.check import agree, shown
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS

if TYPE_CHECKING:
    from torchquiz.engine.banks.load import Bank
    from torchquiz.engine.cli import Subparsers
    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.proof.item_context import ItemScope


def add(commands: "Subparsers") -> None:
    """Say which words the command takes."""
    suggest = commands.add_parser(
        "suggest",
        help="find wrong options for an item",
        description="Run common misconceptions on the snippet of a predict or table item, and print those that give another"
        " value, as YAML to paste.",
    )
    suggest.add_argument(
        "item",
        metavar="ITEM",
        help="an item's id; or its lesson's and its own, as conv2d/batch-stays",
    )
    suggest.add_argument(
        "--bank", type=Path, default=BANKS, metavar="PATH", help="the file or folder that it is in"
    )
    suggest.add_argument(
        "--trust",
        action="store_true",
        help="agree to run this bank where it cannot be fully confined",
    )
    suggest.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Suggest; returns the exit status."""
    from torchquiz.engine.authoring.suggest import as_yaml, room_for, suggestions
    from torchquiz.engine.kinds import KINDS
    from torchquiz.engine.proof.asked_value import ValueItem
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    bank, item, scope = _named_item(arguments.item, arguments.bank)
    if not isinstance(item, ValueItem):
        kinds = [name for name, kind in KINDS.items() if issubclass(kind.model, ValueItem)]
        raise TorchquizError(
            f"'{item.id}' is of kind {item.kind}; suggestions are made for {' and '.join(kinds)}."
        )
    with Pool(1) as pool, threads(pool) as provers:
        agree([bank.path], provers, is_agreed=arguments.trust)
        found = suggestions(item, scope, pool)
    if not found:
        print(f"{shown(bank.path)}: nothing that was tried gives another value for '{item.id}'.")
        return ALL_WELL
    for one in found:
        print(f"# {one}")
    if len(found) > (room := room_for(item)):
        print(
            f"# These are {len(found)}, and the item has room for {room} more: keep the most telling."
        )
    print(as_yaml(found, bank.misconceptions), end="")
    return ALL_WELL


def _named_item(name: str, path: Path) -> tuple["Bank", "Item", "ItemScope"]:
    """Return the item that is named, and the lesson that it stands in."""
    from torchquiz.engine.banks.load import load_bank

    place = find_item(name, [path])
    bank = load_bank(place.path, shown(place.path))
    for item, scope in bank.items:
        if item.id == place.item:
            return bank, item, scope
    raise TorchquizError(
        f"The item '{name}' has faults of form; torchquiz check {shown(place.path)} names them."
    )
