"""The option `--trust`, and the question asked before other people's code runs unconfined."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.folders import trust_file

if TYPE_CHECKING:
    from torchquiz.engine.proving.provers import Provers


def add_trust_option(parser: argparse.ArgumentParser) -> None:
    """Add the option `--trust` to a command."""
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run these lessons even if their code cannot be fully confined",
    )


def ask_for_trust(paths: list[Path], provers: "Provers", *, is_agreed: bool) -> None:
    """Ask for permission before other people's lessons run unconfined for the first time.

    Raises:
        TorchquizError: the user refused, or cannot be asked because this is not a terminal.
    """
    from torchquiz.engine.proving.provers import proof_result
    from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, terminal_prompt

    trust = Trust(trust_file())
    if is_agreed:
        trust.remember(trust.unknown(paths))
    permit(paths, trust, lambda: proof_result(provers.submit(layers_of)), terminal_prompt())
