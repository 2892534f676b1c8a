"""Proves a lesson before it is opened, unless its proof is cached, and reports the progress."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.folders import BANKS, trust_file
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.study.catalogue import Catalogue

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import BackgroundProof

Say = Callable[[str], None]


def ensure_proven(catalogue: Catalogue, path: Path, say: Say) -> Lesson:
    """Return the lesson in this file, after proving it if its proof is not cached.

    Raises:
        BankError: the proof found faults.
        TorchquizError: the lesson cannot be proven, for instance because PyTorch is missing.
    """
    if lesson := catalogue.complete_lesson(catalogue.entry(path)):
        return lesson
    if not torch_version():
        raise TorchquizError(
            f"{path} is not proven yet, and PyTorch is not installed for {sys.executable}."
            " Install it with `pip install torch`."
        )
    permit_unproven([path])
    say(f"Proving {path.name} by running its code on PyTorch; this happens only once.")
    if faults := _faults(catalogue.prove([path]), say):
        raise BankError(faults)
    entry = catalogue.entry(path)
    if entry.head:
        return catalogue.lesson(entry)
    raise TorchquizError(
        f"The proof of {path} ended early. Run `torchquiz check {path}` to see why."
    )


def ensure_proven_id(catalogue: Catalogue, path: Path, say: Say) -> str:
    """Return the id of the lesson in this file, after proving the lesson if necessary.

    If the proof is cached, the lesson is not loaded.

    Raises:
        BankError: the proof found faults.
        TorchquizError: the lesson cannot be proven.
    """
    head = next((entry.head for entry in catalogue.entries() if entry.path == path), None)
    return head.id if head else ensure_proven(catalogue, path, say).id


def permit_unproven(unproven: list[Path]) -> None:
    """Ask for permission before foreign lessons are first run without complete confinement.

    Raises:
        TorchquizError: the learner refused, or there is no terminal on which to ask.
    """
    if all(BANKS in path.resolve().parents for path in unproven):
        return
    from torchquiz.engine.sandbox.pool import Pool
    from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, terminal_prompt

    with Pool(1) as pool:
        permit(unproven, Trust(trust_file()), lambda: layers_of(pool), terminal_prompt())


def _faults(proof: "BackgroundProof", say: Say) -> list[Fault]:
    """Run a proof, report its progress every 10 %, and return the faults without duplicates."""
    faults: dict[Fault, None] = {}
    tenths = 0
    try:
        for progress in proof:
            faults |= dict.fromkeys(progress.faults)
            reached = progress.done * 10 // progress.total if progress.total else 0
            if reached > tenths:
                tenths = reached
                count = f"{progress.done} of {progress.total}"
                say(f"{progress.path.name}: {tenths * 10} % proven, {count}.")
    finally:
        proof.stop()
    return list(faults)
