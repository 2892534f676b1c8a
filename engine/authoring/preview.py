"""Finds one item by its name and proves it, whatever is wrong with its neighbours."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.lesson import LessonProof, prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

ID = re.compile(r"^ *-? *id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
LESSON = re.compile(r"^lesson: *[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands."""

    path: Path
    lesson: str
    item: str


def place_of(name: str, banks: Sequence[Path]) -> Place:
    """The place of `lesson/item` or `item`, found without reading the files as YAML.

    Raises:
        TorchquizError: there is no such item, or there are several.
    """
    lesson, _, item = name.rpartition("/")
    places = [
        place
        for path in lesson_files(list(banks))
        for place in _places(path)
        if lesson in ("", place.lesson)
    ]
    found = [place for place in places if place.item == item]
    if len(found) > 1:
        raise TorchquizError(
            f"Several lessons have an item '{item}': {', '.join(f'{one.lesson}/{one.item}' for one in found)}."
        )
    if not found:
        close = difflib.get_close_matches(item, [place.item for place in places], n=3)
        meant = (
            f"did you mean {' or '.join(close)}?"
            if close
            else "name it as LESSON/ITEM or ITEM, and its file with --bank."
        )
        raise TorchquizError(f"There is no item '{name}'; {meant}")
    return found[0]


def _places(path: Path) -> list[Place]:
    text = path.read_text(encoding="utf-8", errors="replace")
    lesson = LESSON.search(text)
    return [Place(path, lesson[1] if lesson else path.stem, id) for id in ID.findall(text)]


def proven_item(place: Place, proofs: Proofs | None) -> Item:
    """The item, proven now unless its proof is cached.

    Raises:
        BankError: it has faults, or its file cannot be read.
        TorchquizError: it is not for this PyTorch.
    """
    with Pool(1) as pool, threads(pool) as provers:
        proof = prove_lesson(place.path, _shown(place.path), provers, proofs)
    if item := proof.bodies.get(place.item):
        return item
    if faults := [fault for fault in proof.faults if fault.item == place.item] or proof.faults:
        raise BankError(faults)
    raise TorchquizError(_why_not(proof, place))


def _shown(path: Path) -> str:
    """The path as a person in this folder would write it."""
    here = Path.cwd()
    return str(path.resolve().relative_to(here) if here in path.resolve().parents else path)


def _why_not(proof: LessonProof, place: Place) -> str:
    told = [sentence for sentence in proof.unproven if f"item '{place.item}'" in sentence]
    return (
        told[0]
        if told
        else f"{place.path}: item '{place.item}' is not shown with PyTorch {torch_version()}."
    )
