"""Fills in a lesson's computed values: answers, wrong values, shapes and results in equations.

A copy of the lesson is proven, amended and proven again until nothing is left to fill in, since
filling in one value may reveal another that is missing. The lesson itself is written once, at the
end.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.authoring.reread import texts_to_reread
from torchquiz.engine.authoring.splice import splice
from torchquiz.engine.errors import Amendment, Fault, TorchquizError
from torchquiz.engine.files import replace_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

MOST_ROUNDS = 20  # Far more than any lesson needs. The limit only keeps a bug from looping forever.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class FilledLesson:
    """The content of a lesson before and after its values are filled in."""

    path: Path
    before: bytes
    after: bytes
    amendments: tuple[Amendment, ...]
    faults: tuple[Fault, ...]
    """Faults that only the author can correct. Their line numbers refer to the new content."""
    to_reread: tuple[str, ...] = ()
    """Lines to print that quote the wording of every part of the lesson with amended values."""

    def diff(self, name: str) -> str:
        """Return the changes as a unified diff (as from `diff -u`), ignoring line endings."""
        old, new = self.before.decode().splitlines(), self.after.decode().splitlines()
        return "\n".join(unified_diff(old, new, name, name, lineterm=""))

    def write(self) -> None:
        """Write the new content to the file.

        Raises:
            TorchquizError: the file has changed since it was read.
        """
        if self.path.read_bytes() != self.before:
            raise TorchquizError(
                f"{self.path} changed after it was read, so nothing was written. Run the command"
                " again."
            )
        replace_file(self.path, self.after)


def fill(path: Path, name: str, provers: Provers, proofs: Proofs | None) -> FilledLesson:
    """Return a lesson with every computed value filled in. The file itself is not written.

    Args:
        path: the lesson's file.
        name: the file's name in faults.
        provers: the provers that run the lesson's snippets.
        proofs: the cache of proofs, or None to prove everything again.

    Raises:
        BankError: the file is not a lesson.
        WorkerError: the lesson's snippets cannot be run.
    """
    content = path.read_bytes()
    with TemporaryDirectory(prefix="torchquiz-") as folder:
        draft = _draft(path, content, Path(folder))
        made: list[Amendment] = []
        for _ in range(MOST_ROUNDS):
            proof = prove_lesson(draft, name, provers, proofs)
            faults = proof.faults
            amendments = [fault.amendment for fault in faults if fault.amendment is not None]
            made_now = _amend(draft, list(dict.fromkeys(amendments)))
            made += made_now
            if not made_now:
                break
        texts = tuple(texts_to_reread(proof.bank, made)) if proof.bank is not None else ()
        return FilledLesson(path, content, draft.read_bytes(), tuple(made), tuple(faults), texts)


def _draft(path: Path, content: bytes, folder: Path) -> Path:
    """Copy a lesson, and the shared misconceptions next to it, to another folder."""
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    if shared.is_file() and shared != path:
        shutil.copy(shared, folder)
    draft = folder / path.name
    draft.write_bytes(content)
    return draft


def _amend(draft: Path, amendments: Sequence[Amendment]) -> list[Amendment]:
    """Apply as many of the amendments as possible, and return those that were applied."""
    try:
        text = draft.read_bytes().decode()
    except UnicodeDecodeError:
        return []
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    made = []
    for amendment in amendments:
        changed = splice(text, amendment)
        if changed is not None and changed != text:
            text = changed
            made.append(amendment)
    draft.write_bytes((mark + text).encode())
    return made
