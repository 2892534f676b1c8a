"""Fills in what was computed: keys, values of distractors, shapes of stages, and the right sides of equations.

A draft of the lesson is proven, amended and proven again, until nothing more is to be filled: a key that is filled in may uncover
what comes after it. The file itself is written once, at the end.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.authoring.splice import spliced
from torchquiz.engine.errors import Amendment, Fault, TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

MOST_ROUNDS = 20
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Filled:
    """A lesson's text as it was and with everything filled in."""

    path: Path
    before: bytes
    after: bytes
    amendments: tuple[Amendment, ...]
    faults: tuple[Fault, ...]
    """What is left for the author; places are those of the text as it is after filling."""

    def diff(self, name: str) -> str:
        """The change, as `diff -u` shows it; lines keep their endings out of sight."""
        old, new = (one.decode().splitlines() for one in (self.before, self.after))
        return "\n".join(unified_diff(old, new, name, name, lineterm=""))

    def write(self) -> None:
        """Put the new text in the place of the old at once, with the file's mode.

        Raises:
            TorchquizError: the file was changed meanwhile.
        """
        path = self.path.resolve()
        if path.read_bytes() != self.before:
            raise TorchquizError(
                f"{self.path} was changed meanwhile; nothing is written. Run it again."
            )
        fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            fresh.write_bytes(self.after)
            shutil.copymode(path, fresh)
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)


def fill(path: Path, name: str, provers: Provers, proofs: Proofs | None) -> Filled:
    """What a lesson's file becomes with everything filled in; `name` is what it is called in faults.

    Raises:
        BankError: the file is no lesson at all.
        WorkerError: snippets cannot be run.
    """
    data = path.read_bytes()
    with TemporaryDirectory(prefix="torchquiz-") as folder:
        draft = Path(folder) / path.name
        shared = path.with_name(SHARED_MISCONCEPTIONS)
        if shared.is_file() and shared != path:
            shutil.copy(shared, folder)
        draft.write_bytes(data)
        done: list[Amendment] = []
        for _ in range(MOST_ROUNDS):
            faults = prove_lesson(draft, name, provers, proofs).faults
            wanted = list(
                dict.fromkeys(fault.amendment for fault in faults if fault.amendment is not None)
            )
            made = _amend(draft, wanted)
            done += made
            if not made:
                break
        return Filled(path, data, draft.read_bytes(), tuple(done), tuple(faults))


def _amend(draft: Path, wanted: Sequence[Amendment]) -> list[Amendment]:
    """Make those amendments that can be made, and say which."""
    try:
        text = draft.read_bytes().decode()
    except UnicodeDecodeError:
        return []
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text, made = text.removeprefix(mark), []
    for one in wanted:
        changed = spliced(text, one)
        if changed is not None and changed != text:
            text = changed
            made.append(one)
    draft.write_bytes((mark + text).encode())
    return made
