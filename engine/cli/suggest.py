"""`torchquiz suggest`: wrong options from common misconceptions, run on an item's snippet."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.cli.trust import add_trust_option, ask_for_trust
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS

if TYPE_CHECKING:
    from torchquiz.engine.banks.load import Bank
    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.proof.context import Ground


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = (
        "Run common misconceptions on the snippet of a predict or table item, and print those that"
        " give another value, as YAML to paste."
    )
    parser.add_argument(
        "item",
        metavar="ITEM",
        help="an item's id; or its lesson's and its own, as conv2d/batch-stays",
    )
    add_bank_option(parser)
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Suggest; return the exit status."""
    from torchquiz.engine.authoring.suggest import as_yaml, room_for, suggestions
    from torchquiz.engine.kinds.predict import Predict
    from torchquiz.engine.kinds.table import Table
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    bank, item, ground = _find(arguments.item, lesson_files(arguments.banks or [BANKS]))
    if not isinstance(item, Predict | Table):
        raise TorchquizError(
            f"'{item.id}' is of kind {item.kind}; suggestions are made for predict and table."
        )
    with Pool(1) as pool, threads(pool) as provers:
        ask_for_trust([bank.path], provers, is_agreed=arguments.trust)
        options = suggestions(item, ground, pool)
    if not options:
        path = displayed_path(bank.path)
        print(f"{path}: nothing that was tried gives another value for '{item.id}'.")
        return ALL_WELL
    for option in options:
        print(f"# {option}")
    room = room_for(item)
    if len(options) > room:
        print(
            f"# These are {len(options)}, and the item has room for {room} more:"
            " keep the most telling."
        )
    print(as_yaml(options, bank.misconceptions), end="")
    return ALL_WELL


def _find(name: str, paths: list[Path]) -> tuple["Bank", "Item", "Ground"]:
    """Return the item with this name, `ITEM` or `LESSON/ITEM`, and where it belongs."""
    from torchquiz.engine.banks.load import load_bank

    lesson, _, wanted = name.rpartition("/")
    for path in paths:
        bank = load_bank(path, displayed_path(path))
        for item, ground in bank.items:
            if item.id == wanted and lesson in ("", bank.lesson.lesson):
                return bank, item, ground
    raise TorchquizError(
        f"There is no well-formed item '{name}' there;"
        " torchquiz check says what is wrong with a file."
    )
