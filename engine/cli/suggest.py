"""`torchquiz suggest`: finds wrong options by applying common misconceptions to an item's code."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.find import find_item
from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.cli.trust import add_trust_option, ask_for_trust
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS

if TYPE_CHECKING:
    from torchquiz.engine.banks.load import Bank
    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.proof.item_context import ItemScope


def add_words(parser: argparse.ArgumentParser) -> None:
    """Define the arguments of the command."""
    parser.description = (
        "Run the snippet of a predict or table item as common misconceptions would read it, and"
        " print those that give another value, as YAML to paste."
    )
    parser.add_argument(
        "item",
        metavar="ITEM",
        help="the id of an item, or LESSON/ITEM such as conv2d/batch-stays",
    )
    add_bank_option(parser)
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print suggestions; return the exit status."""
    from torchquiz.engine.authoring.suggest import as_yaml, room_for, suggestions
    from torchquiz.engine.kinds import KINDS
    from torchquiz.engine.proof.asked_value import ValueItem
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    bank, item, scope = _named_item(arguments.item, arguments.banks or [BANKS])
    if not isinstance(item, ValueItem):
        kinds = [name for name, kind in KINDS.items() if issubclass(kind.model, ValueItem)]
        raise TorchquizError(
            f"'{item.id}' is a {item.kind} item; there are suggestions only for"
            f" {' and '.join(kinds)} items."
        )
    with Pool(1) as pool, threads(pool) as provers:
        ask_for_trust([bank.path], provers, is_agreed=arguments.trust)
        options = suggestions(item, scope, pool)
    if not options:
        path = displayed_path(bank.path)
        print(f"{path}: no common misconception gives another value for '{item.id}'.")
        return ALL_WELL
    for option in options:
        print(f"# {option}")
    room = room_for(item)
    if len(options) > room:
        print(
            f"# There are {len(options)} suggestions, but the item can take only {room} more."
            " Keep the best."
        )
    print(as_yaml(options, bank.misconceptions), end="")
    return ALL_WELL


def _named_item(name: str, banks: list[Path]) -> tuple["Bank", "Item", "ItemScope"]:
    """Return the lesson, the item and its scope for a name, `ITEM` or `LESSON/ITEM`."""
    from torchquiz.engine.banks.load import load_bank

    place = find_item(name, banks)
    path = displayed_path(place.path)
    bank = load_bank(place.path, path)
    for item, scope in bank.items:
        if item.id == place.item:
            return bank, item, scope
    raise TorchquizError(
        f"The item '{name}' cannot be read; `torchquiz check {path}` shows its faults."
    )
