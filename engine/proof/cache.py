"""The cache of proven items, activities and lessons.

The module `keys` computes the cache keys. A lesson's key depends on its file, on the misconceptions
file next to it and on the prover's fingerprint. Therefore an outdated proof is never shown, and
later starts need neither PyTorch nor a YAML parser. A file is read again only if its stamp, which
depends on its time and size, has changed.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.decoding import decode
from torchquiz.engine.models.drills import Drill
from torchquiz.engine.models.proven import Item, Lesson, LessonHead
from torchquiz.engine.models.ways import Way
from torchquiz.engine.proof.database import BODIES, ProofDatabase
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.sqlite_errors import is_damage

if TYPE_CHECKING:
    from torchquiz.engine.proof.search import Hit, Index
    from torchquiz.engine.proof.search_pages import SearchPage

Body = TypeVar("Body", Item, Lesson, LessonHead, Way, Drill)
AnyWay: type[Way] = Way  # type: ignore[assignment]
"""The union of the types of all activities, built at run time for msgspec."""


class KnownFile(Struct, frozen=True):
    """A lesson file's stamp, cache key and metadata from the last time the file was read."""

    stamp: str
    key: str
    head: LessonHead


class Proofs:
    """The SQLite file that caches proven items, activities and lessons.

    The file may be deleted at any time, because every proof can be repeated.

    Raises:
        StoreError: the file cannot be created, read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = ProofDatabase(path)

    def lesson(self, key: str) -> Lesson | None:
        """Return the lesson stored under a key, or None if it is missing or damaged."""
        return self._read("lesson", key, Lesson)

    def head(self, key: str) -> LessonHead | None:
        """Return the metadata of the lesson stored under a key.

        Return None if the lesson is missing or damaged.
        """
        head = self._read("head", key, LessonHead)
        if head is not None:
            return head
        lesson = self.lesson(key)
        if lesson is None:
            return None
        self.keep_lesson(key, lesson)
        return lesson.head

    def item(self, key: str) -> Item | None:
        """Return the item stored under a key, or None if it is missing or damaged."""
        return self._read("item", key, Item)

    def way(self, key: str) -> Way | None:
        """Return the activity stored under a key, or None if it is missing or damaged."""
        return self._read("way", key, AnyWay)

    def drill(self, key: str) -> Drill | None:
        """Return the drill stored under a key, or None if it is missing or damaged."""
        return self._read("drill", key, Drill)

    def keep_drill(self, key: str, drill: Drill) -> None:
        """Store a proven drill under a key. The stored lesson contains the drill as well."""
        self._write("drill", [(key, msgspec.json.encode(drill))])

    def keep_items(self, items: Iterable[Item]) -> None:
        """Store proven items, each under its own hash."""
        self._write("item", [(item.proof, msgspec.json.encode(item)) for item in items])

    def keep_way(self, key: str, way: Way) -> None:
        """Store a proven activity under a key."""
        self._write("way", [(key, msgspec.json.encode(way))])

    def keep_lesson(self, key: str, lesson: Lesson) -> None:
        """Store a proven lesson under a key. Its items and activities must already be stored.

        A complete lesson is also added to the search index.
        """
        self._write("lesson", [(key, msgspec.json.encode(lesson))])
        self._write("head", [(key, msgspec.json.encode(lesson.head))])
        if not lesson.is_complete:
            return
        pages = self._pages(lesson)
        self._database.write(lambda connection: _index(connection).fill(key, pages))

    def adopt(self, key: str) -> LessonHead | None:
        """Copy all released proofs into the cache if they include the lesson with this key.

        Return the lesson's metadata, or None if the release does not include the lesson.
        """
        from torchquiz.engine.proof.released import released_rows

        for table, rows in (released_rows(key, BODIES) or {}).items():
            self._write(table, rows)
        return self.head(key)

    def result(self, key: str) -> bytes | None:
        """Return the result of a complete lesson check that is stored under a key.

        Return None if there is none.
        """
        rows = self._database.rows("select body from result where key = ?", (key,))
        return bytes(rows[0][0]) if rows else None

    def keep_result(self, key: str, body: bytes) -> None:
        """Store the result of a complete lesson check under a key."""
        self._write("result", [(key, body)])

    def known_files(self) -> dict[str, KnownFile]:
        """Return, by path, what is known about each lesson file proven by this prover version."""
        rows = self._database.rows(
            "select file.path, file.stamp, file.key, head.body"
            " from lesson_file as file join head on head.key = file.key where prover = ?",
            (prover_fingerprint().hex(),),
        )
        heads = [(path, stamp, key, _decoded(body, LessonHead)) for path, stamp, key, body in rows]
        return {path: KnownFile(stamp, key, head) for path, stamp, key, head in heads if head}

    def known_paths(self) -> set[str]:
        """Return the paths of all files that were lessons when they were last read."""
        return {path for (path,) in self._database.rows("select path from lesson_file", ())}

    def drop_lesson(self, lesson_id: str) -> None:
        """Remove a lesson whose parts are missing or damaged, so that it is proven again."""
        rows = self._database.rows("select key, body from head", ())
        heads = [(key, _decoded(body, LessonHead)) for key, body in rows]
        keys = [(key,) for key, head in heads if head is None or head.id == lesson_id]
        for table in ("head", "lesson", "lesson_file"):
            self._database.change(f"delete from {table} where key = ?", keys)
        # Results of checks that include the lesson are no longer valid.
        self._database.change("delete from result", [()])

    def drop(self, key: str) -> None:
        """Remove the lesson stored under a key. Do nothing if there is none."""
        for table in ("head", "lesson"):
            self._database.change(f"delete from {table} where key = ?", [(key,)])

    def remember_files(self, files: Iterable[tuple[str, str, str]]) -> None:
        """Store the stamp and key of each file, so that only changed files are read again."""
        prover = prover_fingerprint().hex()
        self._database.change(
            "insert or replace into lesson_file (path, stamp, key, prover) values (?, ?, ?, ?)",
            [(path, stamp, key, prover) for path, stamp, key in files],
        )

    def search(self, words: str, keys: Collection[str], limit: int) -> "list[Hit]":
        """Search the lessons stored under these keys, and return the pages found, best first."""
        try:
            try:
                return self._find(words, keys, limit)
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if not is_damage(error):
                    raise
                self._database.replace()
                return self._find(words, keys, limit)
        except sqlite3.Error as error:
            raise StoreError(
                f"The search index in {self.path} cannot be read: {error}."
                " Delete the file; it will be created again."
            ) from error

    def _find(self, words: str, keys: Collection[str], limit: int) -> "list[Hit]":
        self._fill_missing(keys)
        return _index(self._database.connection).find(words, keys, limit)

    def close(self) -> None:
        """Close the cache file."""
        self._database.close()

    def _fill_missing(self, keys: Collection[str]) -> None:
        """Add lessons to the search index if it does not contain them yet."""
        missing = _index(self._database.connection).missing(keys)
        lessons = {key: self.lesson(key) for key in missing}
        pages = {key: self._pages(lesson) for key, lesson in lessons.items() if lesson}

        def fill(connection: sqlite3.Connection) -> None:
            for key, of_lesson in pages.items():
                _index(connection).fill(key, of_lesson)

        if pages:
            self._database.write(fill)

    def _pages(self, lesson: Lesson) -> "list[SearchPage]":
        """Return a lesson's search pages: one for the lesson, and one per activity and item."""
        from torchquiz.engine.proof.search_pages import pages

        ways = [(head.name, self.way(head.proof)) for head in lesson.ways]
        items = [self.item(head.proof) for head in lesson.items]
        known_ways = [(name, way) for name, way in ways if way is not None]
        known_items = [item for item in items if item is not None]
        return list(pages(lesson, known_ways, known_items))

    def _read(self, table: str, key: str, kind: type[Body]) -> Body | None:
        rows = self._database.rows(f"select body from {table} where key = ?", (key,))
        return _decoded(rows[0][0], kind) if rows else None

    def _write(self, table: str, rows: Sequence[tuple[str, bytes]]) -> None:
        self._database.change(f"insert or replace into {table} (key, body) values (?, ?)", rows)


def _decoded(body: Any, kind: type[Body]) -> Body | None:
    """Decode stored JSON as the given type, or return None if it is damaged."""
    try:
        return decode(body, kind)
    except (msgspec.DecodeError, TypeError, UnicodeError, RecursionError):
        return None


def _index(connection: sqlite3.Connection) -> "Index":
    from torchquiz.engine.proof.search import Index

    return Index(connection)
