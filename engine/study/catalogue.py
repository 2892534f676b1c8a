"""The door through which a front end reaches lessons: what is proven comes from the cache, the rest is proven elsewhere.

Keeps yaml and pydantic out of the screen's process: a lesson is recognised by the bytes of its file, and a file that has not
changed by its stamp; so hundreds of lessons are listed without one of them being read.
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
from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import file_stamp, lesson_key
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

if TYPE_CHECKING:
    from torchquiz.engine.proof.search import Hit

START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from torchquiz.engine.proving.background import main; main(sys.argv[1:])"


class Entry(Struct, frozen=True):
    """A lesson's file and, when its proof is cached, the lesson's head."""

    path: Path
    key: str
    """Under which the lesson is cached as its file stands."""
    head: LessonHead | None


class Proving(Struct, frozen=True):
    """News of a lesson that is being proven in the background."""

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

    def entries(self) -> list[Entry]:
        """Every lesson's file in order, with the lesson's head where it is proven as it stands."""
        shelved = self._proofs.known_files()
        beside = {
            folder: file_stamp(folder / SHARED_MISCONCEPTIONS)
            for folder in {path.parent for path in self._paths}
        }
        found, unshelved = [], []
        for path in self._paths:
            name, stamps = os.path.abspath(path), (file_stamp(path), beside[path.parent])
            known = shelved.get(name)
            if known and known.stamp == " ".join(stamps):
                found.append(Entry(path, known.key, known.head))
                continue
            found.append(self.entry(path))
            if all(stamps) and found[-1].head:
                unshelved.append((name, " ".join(stamps), found[-1].key))
        self._shelve(unshelved)
        return found

    def entry(self, path: Path) -> Entry:
        """One lesson's file, read again."""
        key = lesson_key(path)
        return Entry(path, key, self._proofs.head(key))

    def lesson(self, entry: Entry) -> Lesson:
        """The lesson of an entry that is proven.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        found = self._proofs.lesson(entry.key)
        if found is None:
            raise TorchquizError(
                f"The proof of {entry.path} is no longer cached; start again and it is made anew."
            )
        return found

    def item(self, lesson: Lesson, item: str) -> Item:
        """A proven item of a proven lesson.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        proof = next(head.proof for head in lesson.items if head.id == item)
        found = self._proofs.item(proof)
        if found is None:
            raise TorchquizError(
                f"The proof of item '{item}' is no longer cached; start again and it is made anew."
            )
        return found

    def way(self, lesson: Lesson, name: WayName) -> Way:
        """A proven way of a proven lesson that declares it.

        Raises:
            TorchquizError: the cache was emptied in the meantime.
        """
        proof = next(head.proof for head in lesson.ways if head.name == name)
        found = self._proofs.way(proof)
        if found is None:
            raise TorchquizError(
                f"The proof of '{lesson.id}' is no longer cached; start again and it is made anew."
            )
        return found

    def search(self, words: str, entries: Iterable[Entry], limit: int = 20) -> "list[Hit]":
        """What is found by these words in the lessons, ways and items that are proven, best first."""
        return self._proofs.search(words, [entry.key for entry in entries if entry.head], limit)

    def _shelve(self, files: list[tuple[str, str, str]]) -> None:
        """Spare the next start the reading; where that cannot be kept, nothing is lost but its time."""
        if files:
            with suppress(StoreError):
                self._proofs.remember_files(files)

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
        """Whether somebody iterates, who then closes the stream of news."""
        self._complaints = TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )

    def __iter__(self) -> Iterator[Proving]:
        """News until everything is proven or the process is stopped; should it end by itself, that is said of what is left."""
        assert self._process.stdout is not None
        self._is_heard = True
        left = dict.fromkeys(self._paths)
        with self._process.stdout as lines:
            for line in lines:
                news = json.loads(line)
                faults = tuple(Fault(**fault) for fault in news.pop("faults"))
                told = Proving(**news | {"path": Path(news["path"]), "faults": faults})
                if told.is_finished:
                    left.pop(told.path, None)
                yield told
        for path in () if self._is_stopped else left:
            message = f"its proof ended early: {self._last_complaint()}."
            fault = Fault(str(path), 1, 1, message, "Run torchquiz check to see more.")
            yield Proving(path, 0, 0, (fault,), is_finished=True)

    def stop(self) -> None:
        """End the process; what it proved so far is kept, and whoever iterates comes to the end."""
        self._is_stopped = True
        self._process.terminate()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._complaints.close()
        if not self._is_heard:
            self._process.stdout.close()

    def _last_complaint(self) -> str:
        status = self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"the process ended with status {status}"
