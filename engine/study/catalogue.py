"""The catalogue of lessons: proven lessons from the cache, and a process that proves the others.

The catalogue lets front ends work without importing yaml and pydantic. It looks each lesson up in
the cache by a hash of its file. It does not read a file again if the file's times, size and inode
are unchanged, so that hundreds of lessons can be listed without reading any of them.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from torchquiz.engine.banks.syllabus import lesson_files, sections
from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.models.proven import Item, Lesson, LessonHead
from torchquiz.engine.models.ways import Way
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import file_stamp, incomplete_key, lesson_key, released_key
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS, is_lesson

if TYPE_CHECKING:
    from torchquiz.engine.proof.search import Hit
    from torchquiz.engine.study.background_proof import BackgroundProof


class CatalogueEntry(Struct, frozen=True):
    """A lesson file, with the lesson's title and other metadata if its proof is cached."""

    path: Path
    key: str
    """The cache key of the lesson, which changes whenever the file changes."""
    head: LessonHead | None
    is_released: bool = False
    """Whether the proof comes from the release and was not made on this machine."""

    @property
    def is_proven_here(self) -> bool:
        """Whether the whole lesson has been proven on this machine."""
        return self.head is not None and self.head.is_complete and not self.is_released


class Catalogue:
    """The lessons in the given folders and files.

    Raises:
        TorchquizError: a path does not exist or contains no lesson.
    """

    def __init__(self, paths: list[Path], proofs: Proofs) -> None:
        self._proofs = proofs
        self._paths = lesson_files(paths, self._is_lesson)
        self.sections = sections(self._paths)
        """The section of the course to which each lesson belongs; a lesson may have none."""

    def entries(self) -> list[CatalogueEntry]:
        """Return an entry for every lesson, in order."""
        known = self._proofs.known_files()
        beside = {
            folder: file_stamp(folder / SHARED_MISCONCEPTIONS)
            for folder in {path.parent for path in self._paths}
        }
        entries, unknown = [], []
        for path in self._paths:
            name, stamps = os.path.abspath(path), (file_stamp(path), beside[path.parent])
            file = known.get(name)
            if file and file.stamp == " ".join(stamps):
                entries.append(CatalogueEntry(path, file.key, file.head))
                continue
            entry = self.entry(path)
            entries.append(entry)
            if all(stamps) and entry.is_proven_here:
                unknown.append((name, " ".join(stamps), entry.key))
        self._remember(unknown)
        return entries

    def entry(self, path: Path) -> CatalogueEntry:
        """Read a lesson file again and return its entry."""
        key = lesson_key(path)
        head = self._proofs.head(key)
        if head is not None:
            return CatalogueEntry(path, key, head)
        return self._released(path) or self._incomplete(path) or CatalogueEntry(path, key, None)

    def _released(self, path: Path) -> CatalogueEntry | None:
        """Return an entry with the proof from the released wheel, or None if the wheel has none."""
        key = released_key(path)
        head = self._proofs.head(key) or self._proofs.adopt(key)
        return CatalogueEntry(path, key, head, is_released=True) if head else None

    def _incomplete(self, path: Path) -> CatalogueEntry | None:
        """Return an entry with the parts of a lesson proven so far, or None if there are none."""
        key = incomplete_key(path)
        head = self._proofs.head(key)
        return CatalogueEntry(path, key, head) if head else None

    def lesson(self, entry: CatalogueEntry) -> Lesson:
        """Return the proven lesson of an entry.

        Raises:
            TorchquizError: the proof is missing or damaged; the lesson will be proven again.
        """
        lesson = self._proofs.lesson(entry.key)
        if lesson is None:
            raise self._dropped(str(entry.path), entry.head.id if entry.head else "")
        return lesson

    def complete_lesson(self, entry: CatalogueEntry) -> Lesson | None:
        """Return a proven lesson if the proofs of all its items and activities can be read.

        Otherwise remove the lesson from the cache and return None. It will then be proven again.
        """
        if entry.head is None:
            return None
        lesson = self._proofs.lesson(entry.key)
        if lesson and self._has_bodies(lesson):
            return lesson
        self._proofs.drop_lesson(entry.head.id)
        return None

    def item(self, lesson: Lesson, item: str) -> Item:
        """Return a proven item of a proven lesson.

        Raises:
            TorchquizError: the proof is missing or damaged; the lesson will be proven again.
        """
        proof = next(head.proof for head in lesson.items if head.id == item)
        proven = self._proofs.item(proof)
        if proven is None:
            raise self._dropped(f"item '{item}'", lesson.id)
        return proven

    def way(self, lesson: Lesson, name: str) -> Way:
        """Return the proven content of an activity that a lesson declares.

        Raises:
            TorchquizError: the proof is missing or damaged; the lesson will be proven again.
        """
        proof = next(head.proof for head in lesson.ways if head.name == name)
        way = self._proofs.way(proof)
        if way is None:
            raise self._dropped(f"'{lesson.id}'", lesson.id)
        return way

    def differing(self, earlier: CatalogueEntry, later: CatalogueEntry) -> int:
        """Return the number of items whose correct answers differ between two proofs of a lesson.

        Raises:
            TorchquizError: a proof is missing or damaged.
        """
        before, after = self.lesson(earlier), self.lesson(later)
        both = {head.id for head in before.items} & {head.id for head in after.items}
        return sum(
            _answers(self.item(before, name)) != _answers(self.item(after, name)) for name in both
        )

    def search(self, words: str, entries: Iterable[CatalogueEntry], limit: int = 20) -> "list[Hit]":
        """Search the proven lessons, activities and items, and return the best matches first."""
        complete = [entry.key for entry in entries if entry.head and entry.head.is_complete]
        return self._proofs.search(words, complete, limit)

    def _has_bodies(self, lesson: Lesson) -> bool:
        """Return whether the proofs of all items and activities of a lesson can be read."""
        items = all(self._proofs.item(head.proof) for head in lesson.items)
        return items and all(self._proofs.way(head.proof) for head in lesson.ways)

    def _dropped(self, what: str, lesson_id: str) -> TorchquizError:
        """Remove a lesson with a missing proof from the cache, and return an error to raise."""
        with suppress(StoreError):
            self._proofs.drop_lesson(lesson_id)
        return TorchquizError(
            f"The proof of {what} is missing or damaged. Reopen the lesson to prove it again."
        )

    def _is_lesson(self, path: Path) -> bool:
        """Return whether a file is a lesson.

        Files already known to be lessons are not read again.
        """
        return os.path.abspath(path) in self._known_paths or is_lesson(path)

    @cached_property
    def _known_paths(self) -> set[str]:
        return self._proofs.known_paths()

    def _remember(self, files: list[tuple[str, str, str]]) -> None:
        """Save the times and sizes of files, so that the next start need not read unchanged files.

        If saving fails, the next start merely takes longer.
        """
        if files:
            with suppress(StoreError):
                self._proofs.remember_files(files)

    def prove(
        self, paths: list[Path], begins_with: Beginning | None = None, jobs: int = 2
    ) -> "BackgroundProof":
        """Start a process that proves lessons.

        Args:
            paths: the lessons, in the order in which they are proven.
            begins_with: what the learner begins with in the first lesson, which is proven first.
                None means that no learner is waiting.
            jobs: the number of workers.
        """
        # Imported only here to keep start-up fast, because usually all lessons are already proven.
        from torchquiz.engine.study.background_proof import BackgroundProof

        return BackgroundProof(paths, self._proofs.path, jobs, begins_with)


def _answers(item: Item) -> list[Any]:
    """Return the correct answers of all variants of an item, without timings."""
    return [_without_runs(to_builtins(variant.answer)) for variant in item.variants]


def _without_runs(plain: Any) -> Any:
    """Remove all runs from plain data, because their timings differ between machines."""
    if isinstance(plain, dict):
        return {name: _without_runs(part) for name, part in plain.items() if name != "run"}
    if isinstance(plain, list | tuple):
        return [_without_runs(part) for part in plain]
    return plain
