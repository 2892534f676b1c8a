"""`torchquiz suggest`: suggests wrong options by applying common misconceptions to code."""

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
from torchquiz.engine.text.printable import message_text
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.authoring.suggest import Suggestion
    from torchquiz.engine.banks.load import Bank
    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.proof.asked_value import ValueItem
    from torchquiz.engine.proof.item_context import ItemScope


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Run the snippet of a predict or table item the way learners with common misconceptions "
        "would read it. Print each misreading that leads to a different value, as YAML that you "
        "can paste into the item."
    )
    parser.add_argument(
        "item",
        metavar="ITEM",
        help="the id of an item, or LESSON/ITEM such as conv2d/batch-stays",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="add the suggestions to the item in this lesson's file instead of printing them",
    )
    add_bank_option(parser)
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print suggestions or add them to the lesson, and return the exit status."""
    from torchquiz.engine.authoring.suggest import suggestions
    from torchquiz.engine.kinds import KINDS
    from torchquiz.engine.proof.asked_value import ValueItem
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    into: Path | None = arguments.into
    banks = [into] if into is not None else arguments.banks or [BANKS]
    bank, item, scope = _named_item(arguments.item, banks)
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
        print(f"{path}: no common misconception leads to a different value for '{item.id}'.")
        return ALL_WELL
    if into is not None:
        _insert(bank, item, options)
    else:
        _print(bank, item, options)
    return ALL_WELL


def _print(bank: "Bank", item: "ValueItem", options: "list[Suggestion]") -> None:
    """Print suggestions as YAML, indented as in the lesson."""
    from torchquiz.engine.authoring.distractor_insertion import (
        distractor_column,
        misconception_column,
    )
    from torchquiz.engine.authoring.suggest import as_yaml, room_for

    for option in options:
        print(f"# {message_text(str(option))}")
    room = room_for(item)
    if len(options) > room:
        print(
            f"# There are {len(options)} suggestions, but the item has room for only {room} more."
            " Keep the best."
        )
    columns = misconception_column(bank.source), distractor_column(bank.source, item.id)
    print(as_yaml(options, bank.misconceptions, columns), end="")


def _insert(bank: "Bank", item: "ValueItem", options: "list[Suggestion]") -> None:
    """Add as many suggestions to the item as its limit on wrong options allows."""
    from torchquiz.engine.authoring.distractor_insertion import insert_distractors
    from torchquiz.engine.authoring.suggest import distractor, new_beliefs, room_for

    path = displayed_path(bank.path)
    added = options[: room_for(item)]
    if not added:
        print(f"{path}: '{item.id}' already has the maximum number of distractors.")
        return
    beliefs = new_beliefs(added, bank.misconceptions)
    insert_distractors(bank.path, item.id, [distractor(option) for option in added], beliefs)
    for option in added:
        print(message_text(str(option)))
    print(
        f"{path}: added {counted(len(added), 'distractor')} to '{item.id}'. Check their wording,"
        f" then run `torchquiz check {path}`."
    )


def _named_item(name: str, banks: list[Path]) -> tuple["Bank", "Item", "ItemScope"]:
    """Return the lesson, the item and its scope for a name such as `ITEM` or `LESSON/ITEM`."""
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
