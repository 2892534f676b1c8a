"""Proves a single item for a preview, even if other items of the lesson have faults."""

from pathlib import Path

from torchquiz.engine.banks.find import ItemLocation
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool


def proven_item(place: ItemLocation, proofs: Proofs | None) -> Item:
    """Return a proven item, taking it from the cache if possible.

    Raises:
        BankError: the item has faults, or its file cannot be read.
        TorchquizError: the item is left out, because something that it needs is missing here.
    """
    with Pool(1) as pool, threads(pool) as provers:
        proof = prove_lesson(place.path, _relative_path(place.path), provers, proofs)
    if item := proof.bodies.get(place.item):
        return item
    own_faults = [fault for fault in proof.faults if fault.item == place.item]
    if faults := own_faults or proof.faults:
        raise BankError(faults)
    raise TorchquizError(_reason(proof, place))


def _relative_path(path: Path) -> str:
    """Return a path relative to the current folder if the path is inside that folder.

    Any other path is returned unchanged.
    """
    here = Path.cwd()
    return str(path.resolve().relative_to(here) if here in path.resolve().parents else path)


def _reason(proof: LessonProof, place: ItemLocation) -> str:
    """Return a sentence that explains why an item without faults is not proven."""
    for sentence in proof.left_out:
        if f"item '{place.item}'" in sentence:
            return sentence
    return f"{place.path}: item '{place.item}' is not offered with PyTorch {torch_version()}."
