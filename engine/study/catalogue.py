"""The lessons of some folders: proven ones from the cache, and a process that proves the rest.

This keeps yaml and pydantic out of the screen's process. A lesson is recognised by the bytes of its
file, and a file that has not changed by its stamp; so hundreds of lessons are listed without
reading one of them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from msgspec import Struct

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import Fault, StoreError, TorchquizError
from torchquiz.engine.folders import INSTALLED
from torchquiz.engine.models.proven import Item, Lesson, LessonHead
from torchquiz.engine.models.ways import Way
from torchquiz.engine.proof.cache import SHARED_MISCONCEPTIONS, Proofs, file_stamp, lesson_key

if TYPE_CHECKING:
    from torchquiz.engine.proof.search import Hit

START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from torchquiz.engine.proving.background import main; main(sys.argv[1:])"
)
"""The program of the process that proves; its first argument is the folder to import from."""


class CatalogueEntry(Struct, frozen=True):
    """A lesson's file and, if its proof is cached, the lesson's head."""

    path: Path
    key: str
    """The key under which the lesson is cached, as its file is now."""
    head: LessonHead | None


class ProofProgress(Struct, frozen=True):
    """How far the proof of a lesson in the background is."""

    path: Path
    done: int
    total: int
    faults: tuple[Fault, ...] = ()
    is_finished: bool = False


class Catalogue:
    """The lessons of some folders or files.

    Raises:
        TorchquizError: a path does not exist or holds no lesson.
    """

    def __init__(self, paths: list[Path], proofs: Proofs) -> None:
        self._proofs = proofs
        self._paths = lesson_files(paths)

    def entries(self) -> list[CatalogueEntry]:
        """Return every lesson's file in order, with the lesson's head if the file is proven."""
        shelved = self._proofs.shelved()
        beside = {
            folder: file_stamp(folder / SHARED_MISCONCEPTIONS)
            for folder in {path.parent for path in self._paths}
        }
        entries, unshelved = [], []
        for path in self._paths:
            name, stamps = os.path.abspath(path), (file_stamp(path), beside[path.parent])
            known = shelved.get(name)
            if known and known.stamp == " ".join(stamps):
                entries.append(CatalogueEntry(path, known.key, known.head))
                continue
            entry = self.entry(path)
            entries.append(entry)
            if all(stamps) and entry.head:
                unshelved.append((name, " ".join(stamps), entry.key))
        self._shelve(unshelved)
        return entries

    def entry(self, path: Path) -> CatalogueEntry:
        """Return one lesson's file, read again."""
        key = lesson_key(path)
        return CatalogueEntry(path, key, self._proofs.head(key))

    def lesson(self, entry: CatalogueEntry) -> Lesson:
        """Return the lesson of an entry that is proven.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        lesson = self._proofs.lesson(entry.key)
        if lesson is None:
            raise TorchquizError(
                f"The proof of {entry.path} is no longer cached; start again and it is made anew."
            )
        return lesson

    def item(self, lesson: Lesson, item: str) -> Item:
        """Return a proven item of a proven lesson.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        proof = next(head.proof for head in lesson.items if head.id == item)
        proven = self._proofs.item(proof)
        if proven is None:
            raise TorchquizError(
                f"The proof of item '{item}' is no longer cached; start again and it is made anew."
            )
        return proven

    def way(self, lesson: Lesson, name: str) -> Way:
        """Return a proven way of a proven lesson that declares it.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        proof = next(head.proof for head in lesson.ways if head.name == name)
        way = self._proofs.way(proof)
        if way is None:
            raise TorchquizError(
                f"The proof of '{lesson.id}' is no longer cached; start again and it is made anew."
            )
        return way

    def search(self, words: str, entries: Iterable[CatalogueEntry], limit: int = 20) -> "list[Hit]":
        """Return what these words find in proven lessons, ways and items, best first."""
        return self._proofs.search(words, [entry.key for entry in entries if entry.head], limit)

    def _shelve(self, files: list[tuple[str, str, str]]) -> None:
        """Save the next start from reading these files; if this fails, only time is lost."""
        if files:
            with suppress(StoreError):
                self._proofs.shelve(files)

    def prove(self, paths: list[Path], jobs: int = 2) -> "BackgroundProof":
        """Begin to prove lessons in another process."""
        return BackgroundProof(paths, self._proofs.path, jobs)


class BackgroundProof:
    """A process that proves lessons and keeps the proofs; iterate over its news in a thread."""

    def __init__(self, paths: list[Path], proofs: Path, jobs: int) -> None:
        root = str(INSTALLED)
        command = [
            sys.executable,
            "-I",
            "-c",
            START,
            root,
            str(proofs),
            str(jobs),
            *map(str, paths),
        ]
        self._paths = paths
        self._is_stopped = False
        self._is_heard = False
        """Whether the news is being read, which then closes the stream."""
        self._messages = TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._messages,
            text=True,
        )

    def __iter__(self) -> Iterator[ProofProgress]:
        """Yield news until everything is proven or the process is stopped.

        If the process ends by itself, every lesson that is left has a fault that says so.
        """
        assert self._process.stdout is not None
        self._is_heard = True
        left = dict.fromkeys(self._paths)
        with self._process.stdout as lines:
            for line in lines:
                news = json.loads(line)
                faults = tuple(Fault(**fault) for fault in news.pop("faults"))
                progress = ProofProgress(**news | {"path": Path(news["path"]), "faults": faults})
                if progress.is_finished:
                    left.pop(progress.path, None)
                yield progress
        for path in () if self._is_stopped else left:
            message = f"its proof ended early: {self._last_message()}."
            fault = Fault(str(path), 1, 1, message, "Run torchquiz check to see more.")
            yield ProofProgress(path, 0, 0, (fault,), is_finished=True)

    def stop(self) -> None:
        """End the process and with it the news; what it proved so far is kept."""
        self._is_stopped = True
        self._process.terminate()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._messages.close()
        if not self._is_heard:
            self._process.stdout.close()

    def _last_message(self) -> str:
        status = self._process.wait()
        self._messages.seek(0)
        lines = self._messages.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"the process ended with status {status}"
