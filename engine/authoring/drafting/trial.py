"""Loads and proves a drafted item as if it were already in its lesson.

The lesson itself is not changed: the item is inserted into a copy in a temporary folder.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.insertion import insert
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.errors import BankError
from torchquiz.engine.models.authored import Item
from torchquiz.engine.proof.item_context import ItemScope
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.item import ItemProof, prove_item
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

EMPTY_LESSON = "lesson: draft\n"
"""A lesson without items, for drafts that are printed rather than added to a lesson."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy of a lesson into which drafts are inserted, one at a time."""

    content: bytes
    folder: Path
    workers: Workers

    def loaded(self, draft: Draft) -> tuple[Item, ItemScope]:
        """Return the draft as a validated item, with its position in the lesson.

        Raises:
            BankError: the item is not valid.
        """
        path = self.folder / "lesson.yaml"
        path.write_bytes(self.content)
        id = insert(draft.example, path)
        bank = load_bank(path, "draft")
        for item, scope in bank.items:
            if item.id == id:
                return item, scope
        raise BankError([fault for fault in bank.faults if fault.item == id] or bank.faults)

    def proven(self, draft: Draft) -> ItemProof:
        """Prove a drafted item, and return its proof."""
        item, scope = self.loaded(draft)
        return prove_item(item, scope, "draft", torch_version(), self.workers)


@contextmanager
def trial_of(into: Path | None, workers: Workers) -> Iterator[Trial]:
    """Yield a temporary copy of a lesson, or an empty lesson, in which drafts can be tried."""
    with TemporaryDirectory(prefix="torchquiz-") as folder:
        content = EMPTY_LESSON.encode()
        if into is not None and into.exists():
            content = into.read_bytes()
            shared = into.with_name(SHARED_MISCONCEPTIONS)
            if shared.is_file():
                shutil.copy(shared, folder)
        yield Trial(content, Path(folder), workers)
