"""Proves a lesson before it is opened, unless that was done, and reports how far the proof is."""

import sys
from collections.abc import Callable
from pathlib import Path

from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.folders import BANKS, trust_file
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.study.background_proof import BackgroundProof
from torchquiz.engine.study.catalogue import Catalogue

Say = Callable[[str], None]


def ensure_proven(catalogue: Catalogue, path: Path, say: Say) -> Lesson:
    """Return the lesson in this file, which is proven now unless its proof is cached.

    Raises:
        BankError: the proof found faults.
        TorchquizError: it could not be made, for instance because PyTorch is not installed.
    """
    entry = catalogue.entry(path)
    if entry.head:
        return catalogue.lesson(entry)
    if not torch_version():
        raise TorchquizError(
            f"{path} is not proven yet, and PyTorch is not installed for {sys.executable};"
            " install it with `pip install torch`."
        )
    permit_unproven([path])
    say(f"{path.name} is not proven yet; its code runs on PyTorch now, which is done once.")
    if faults := _faults(catalogue.prove([path]), say):
        raise BankError(faults)
    entry = catalogue.entry(path)
    if entry.head:
        return catalogue.lesson(entry)
    raise TorchquizError(f"The proof of {path} ended early; `torchquiz check {path}` says why.")


def ensure_proven_id(catalogue: Catalogue, path: Path, say: Say) -> str:
    """Return the id of the lesson in this file, which is proven as by `ensure_proven`.

    A lesson that is proven already is not read for it.

    Raises:
        BankError: the proof found faults.
        TorchquizError: it could not be made.
    """
    head = next((entry.head for entry in catalogue.entries() if entry.path == path), None)
    return head.id if head else ensure_proven(catalogue, path, say).id


def permit_unproven(unproven: list[Path]) -> None:
    """Ask before lessons from elsewhere run for the first time and cannot be fully confined.

    Raises:
        TorchquizError: the learner said no, or cannot be asked.
    """
    if all(BANKS in path.resolve().parents for path in unproven):
        return
    from torchquiz.engine.sandbox.pool import Pool
    from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, terminal_prompt

    with Pool(1) as pool:
        permit(unproven, Trust(trust_file()), lambda: layers_of(pool), terminal_prompt())


def _faults(proof: BackgroundProof, say: Say) -> list[Fault]:
    """Return every fault that a proof finds, once each, and report every tenth of the way."""
    faults: dict[Fault, None] = {}
    tenths = 0
    try:
        for news in proof:
            faults |= dict.fromkeys(news.faults)
            reached = news.done * 10 // news.total if news.total else 0
            if reached > tenths:
                tenths = reached
                say(f"{news.path.name}: {tenths * 10} % proven, {news.done} of {news.total}.")
    finally:
        proof.stop()
    return list(faults)
