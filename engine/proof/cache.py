"""The cache of proofs: proven items by content, and lessons by the bytes of their file.

A lesson's key covers its file, the shared misconceptions beside it, the version of PyTorch and the prover's own code; so a second
start needs neither PyTorch nor a YAML parser, and nothing stale is ever shown. A file that stands as it stood when it was
last read is known by its stamp and not read again.
"""

import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.models.proven import Item, Lesson, LessonHead
from torchquiz.engine.models.ways import Way

if TYPE_CHECKING:
    from torchquiz.engine.proof.search import Hit, Index

SHARED_MISCONCEPTIONS = "misconceptions.yaml"
PROVER_ROOMS = (
    "banks",
    "grading",
    "kinds",
    "models",
    "proof",
    "proving",
    "sandbox",
    "traces",
    "variants",
    "yaml",
)

Body = TypeVar("Body", Item, Lesson, LessonHead, Way)
AnyWay: type[Way] = Way  # type: ignore[assignment]
"""The union as msgspec takes it, which has no type of its own before Python 3.14."""
RESTED_NS = 2_000_000_000
"""The coarsest step in which file systems tell the time of a change."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A lesson that was proven as its file stood."""

    stamp: str
    key: str
    head: LessonHead


class Proofs:
    """Proven items and lessons in one SQLite file, which can be deleted at any time.

    Raises:
        StoreError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._opened()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Proofs cannot be kept in {path.parent}: {error}."
                " Make that folder writable, or set TORCHQUIZ_HOME to one that is."
            ) from error

    def lesson(self, key: str) -> Lesson | None:
        """The lesson proven under this key; None when it is not, or no longer readable."""
        return self._read("lesson", key, Lesson)

    def item(self, key: str) -> Item | None:
        """The item proven under this key; None when it is not, or no longer readable."""
        return self._read("item", key, Item)

    def way(self, key: str) -> Way | None:
        """The way proven under this key; None when it is not, or no longer readable."""
        return self._read("way", key, AnyWay)

    def keep_way(self, key: str, way: Way) -> None:
        """Keep a proven way."""
        self._write("way", [(key, msgspec.json.encode(way))])

    def keep_lesson(self, key: str, lesson: Lesson) -> None:
        """Keep a proven lesson, whose items and ways are kept already."""
        self._write("lesson", [(key, msgspec.json.encode(lesson))])
        self._write("head", [(key, msgspec.json.encode(lesson.head))])
        with self._changing() as db:
            self._fill(self._index(db), key, lesson)

    def search(self, words: str, keys: Collection[str], limit: int) -> "list[Hit]":
        """What is found by these words in the lessons proven under these keys, best first."""
        try:
            index = self._index(self._db)
            if missing := index.missing(keys):
                with self._changing():
                    for key in missing:
                        if lesson := self.lesson(key):
                            self._fill(index, key, lesson)
            return index.find(words, keys, limit)
        except sqlite3.Error as error:
            raise StoreError(
                f"Nothing can be searched in {self.path}: {error}. Delete that file; it is made anew."
            ) from error

    @staticmethod
    def _index(db: sqlite3.Connection) -> "Index":
        from torchquiz.engine.proof.search import Index

        return Index(db)

    def _fill(self, index: "Index", key: str, lesson: Lesson) -> None:
        ways = [(head.name, way) for head in lesson.ways if (way := self.way(head.proof))]
        from torchquiz.engine.proof.search import pages

        index.fill(
            key,
            pages(lesson, ways, (item for head in lesson.items if (item := self.item(head.proof)))),
        )

    def head(self, key: str) -> LessonHead | None:
        """The head of the lesson proven under this key; None when it is not."""
        if (head := self._read("head", key, LessonHead)) is None and (lesson := self.lesson(key)):
            self.keep_lesson(key, lesson)
            return lesson.head
        return head

    def shelved(self) -> dict[str, Shelved]:
        """By path: the lessons that were proven as their files stood when they were last read."""
        heads = msgspec.json.Decoder(LessonHead)
        rows = self._rows(
            "select file.path, file.stamp, file.key, head.body from file join head on head.key = file.key where world = ?",
            (world().hex(),),
        )
        return {path: Shelved(stamp, key, heads.decode(body)) for path, stamp, key, body in rows}

    def shelve(self, files: Iterable[tuple[str, str, str]]) -> None:
        """Remember paths, each with its stamp and the key of its lesson, so that the files need not be read again."""
        self._change(
            "insert or replace into file (path, stamp, key, world) values (?, ?, ?, ?)",
            [(*file, world().hex()) for file in files],
        )

    def keep_items(self, items: Iterable[Item]) -> None:
        """Keep proven items under their own hashes."""
        self._write("item", [(item.proof, msgspec.json.encode(item)) for item in items])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connected(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for name in (
                self.path,
                *(self.path.with_name(self.path.name + extra) for extra in ("-wal", "-shm")),
            ):
                name.unlink(missing_ok=True)
            return _connected(self.path)

    def _read(self, table: str, key: str, kind: type[Body]) -> Body | None:
        rows = self._rows(f"select body from {table} where key = ?", (key,))
        try:
            return msgspec.json.decode(rows[0][0], type=kind) if rows else None
        except msgspec.DecodeError:
            return None

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"Proofs cannot be read from {self.path}: {error}. Delete that file; they are made anew."
            ) from error

    def _write(self, table: str, rows: list[tuple[str, bytes]]) -> None:
        self._change(f"insert or replace into {table} (key, body) values (?, ?)", rows)

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._changing() as db:
            db.executemany(statement, rows)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("begin immediate")
            yield self._db
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise StoreError(f"Proofs cannot be kept in {self.path}: {error}.") from error
        finally:
            if self._db.in_transaction:
                self._db.execute("rollback")


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=10.0, check_same_thread=False)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        for table in ("lesson", "head", "item", "way"):
            db.execute(
                f"create table if not exists {table} (key text primary key, body blob not null) without rowid"
            )
        db.execute(
            "create table if not exists file (path text primary key, stamp text, key text, world text) without rowid"
        )
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def lesson_key(path: Path) -> str:
    """The key of a lesson's file as it is now.

    Raises:
        TorchquizError: the file cannot be read.
    """
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    try:
        return content_hash(
            path.read_bytes(), shared.read_bytes() if shared.is_file() else b"", world()
        )
    except OSError as error:
        raise TorchquizError(
            f"{path}: the file cannot be read: {error.strerror}. Look at its permissions."
        ) from error


def file_stamp(path: Path) -> str:
    """What changes whenever a file is written; `none` where there is no file, and empty for what cannot be told by it yet.

    A file written this moment could be written once more without its time changing, so it has no stamp before it has rested.

    Raises:
        TorchquizError: the file cannot be looked at.
    """
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return "none"
    except OSError as error:
        raise TorchquizError(
            f"{path}: the file cannot be read: {error.strerror}. Look at its permissions."
        ) from error
    if time_ns() - found.st_mtime_ns < RESTED_NS:
        return ""
    return f"{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_size}-{found.st_ino}"


def content_hash(*parts: bytes) -> str:
    """One hash of several parts, whose borders count."""
    from hashlib import sha256

    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


@cache
def world() -> bytes:
    """What every proof depends on besides its item: PyTorch, Python, and the prover's own code."""
    from hashlib import sha256

    digest = sha256(f"{torch_version()} {sys.version_info[:2]}".encode())
    root = Path(__file__).parent.parent
    for room in PROVER_ROOMS:
        for path in [str(root / room)] if room.endswith(".py") else _modules(root / room):
            with open(path, "rb") as file:
                digest.update(file.read())
    return digest.digest()


def _modules(room: Path) -> list[str]:
    """Every module of a room in order, found in half the time that `rglob` takes."""
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(room)
        for name in names
        if name.endswith(".py")
    )


@cache
def torch_version() -> str:
    """The version of the PyTorch that is installed, read without importing it; empty when there is none."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return ""
    version = Path(spec.origin).with_name("version.py")
    for line in version.read_text().splitlines() if version.is_file() else ():
        if line.startswith("__version__"):
            return line.split("=")[1].strip().strip("'\"")
    return ""
