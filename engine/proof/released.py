"""Reads the proofs of bundled lessons that a wheel contains.

They were made with the pinned version of PyTorch. With them, a lesson can be opened immediately
after installation. Each lesson is proven again in the background with the learner's own PyTorch,
and the new proofs then replace the released ones.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from torchquiz.engine.folders import BANKS

RELEASED = BANKS / "released-proofs.db"
"""The file with the proofs, which only exists in a wheel that `make dist` has built."""

Rows = dict[str, list[tuple[str, bytes]]]
"""The keys and bodies of proofs. The keys of the dict are table names."""


def released_code_hash(source: str) -> str | None:
    """Return the code hash of the released prover if its source files have this hash.

    Return None if nothing was released, or if the released prover has different source files.
    """
    with suppress(sqlite3.Error), _opened(RELEASED) as release:
        for (code,) in release.execute("select code from prover where source = ?", (source,)):
            return str(code)
    return None


def released_rows(key: str, tables: Sequence[str]) -> Rows | None:
    """Return all rows of these tables if the release contains a lesson with this key.

    Return None if the release does not contain the lesson, or is missing or damaged.
    """
    with suppress(sqlite3.Error), _opened(RELEASED) as release:
        if release.execute("select 1 from lesson where key = ?", (key,)).fetchone():
            return {
                table: release.execute(f"select key, body from {table}").fetchall()
                for table in tables
            }
    return None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file as read-only and immutable, so that SQLite creates no other file next to it.

    Raises:
        sqlite3.Error: the file does not exist or is damaged.
    """
    release = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield release
    finally:
        release.close()
