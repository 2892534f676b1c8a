"""Proves one item so that its author can look at it, whatever is wrong with its neighbours."""

from pathlib import Path

from torchquiz.engine.banks.find import ItemLocation
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.lesson import LessonProof, prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool


def proven_item(place: ItemLocation, proofs: Proofs | None) -> Item:
    """Return the item, proven now unless its proof is cached.

    Raises:
        BankError: it has faults, or its file cannot be read.
        TorchquizError: it is not for this PyTorch.
    """
    with Pool(1) as pool, threads(pool) as provers:
        proof = prove_lesson(place.path, _shown(place.path), provers, proofs)
    if item := proof.bodies.get(place.item):
        return item
    own_faults = [fault for fault in proof.faults if fault.item == place.item]
    if faults := own_faults or proof.faults:
        raise BankError(faults)
    raise TorchquizError(_why_not(proof, place))


def _shown(path: Path) -> str:
    """Return the path as a person in this folder would write it."""
    here = Path.cwd()
    return str(path.resolve().relative_to(here) if here in path.resolve().parents else path)


def _why_not(proof: LessonProof, place: ItemLocation) -> str:
    for sentence in proof.unproven:
        if f"item '{place.item}'" in sentence:
            return sentence
    return f"{place.path}: item '{place.item}' is not shown with PyTorch {torch_version()}."
