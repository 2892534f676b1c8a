"""Keeps a copy of a damaged progress file, and recovers everything that can still be read."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.progress.progress_file import build
from torchquiz.engine.wording import counted

TABLES = (
    "session",
    "attempt",
    "place",
    "finished",
    "override",
    "hint",
    "damaged",
    "drill_run",
    "focus",
    "withdrawn",
)
"""The tables to recover. All others can be computed from these."""
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""The errors of reading a damaged table. The second one is about a damaged name of a column."""
LOGS = ("-wal", "-shm")
"""The suffixes of the files that SQLite keeps next to a database."""


def recover(path: Path) -> str:
    """Replace a damaged file with a new one that has every readable row. Keep the damaged file.

    Returns:
        A sentence for the learner.
    """
    aside = _name_aside(path)
    was_empty = not path.stat().st_size
    saved = 0

    def fill(db: sqlite3.Connection) -> None:
        nonlocal saved
        saved = _copy_rows(path, db)

    fresh = build(path, fill)
    try:
        _keep_aside(path, aside)
        # SQLite would apply a log that is left behind to the new file.
        for ending in LOGS:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    if saved:
        answers = counted(saved, "answer was", "answers were")
        return (
            f"The progress file was damaged. It was kept as {aside}; {answers} recovered from it."
        )
    what = "was empty" if was_empty else "was damaged and cannot be read"
    return f"The progress file {what}. It was kept as {aside}, and a new file was started."


def _name_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")


def _keep_aside(path: Path, aside: Path) -> None:
    """Link or copy the damaged file and its log to a different name, so that no data is lost."""
    for ending in ("", *LOGS[:1]):
        source = path.with_name(path.name + ending)
        if not source.exists():
            continue
        target = aside.with_name(aside.name + ending)
        try:
            os.link(source, target)
        except OSError:  # The file system does not support hard links.
            shutil.copy2(source, target)


def _copy_rows(path: Path, db: sqlite3.Connection) -> int:
    """Copy the readable rows of a damaged file, and return the number of answers copied."""
    with TemporaryDirectory(dir=path.parent, prefix=".recovery-") as folder:
        # Opening a damaged file could change it, so a copy is opened.
        copy = Path(folder) / path.name
        for ending in ("", *LOGS[:1]):
            source = path.with_name(path.name + ending)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + ending))
        with closing(sqlite3.connect(copy)) as damaged:
            damaged.text_factory = bytes
            # Without this, SQLite refuses to read a file that was truncated.
            damaged.execute("pragma writable_schema = on")
            for table in TABLES:
                _copy_table(damaged, db, table)
    (answers,) = db.execute("select count(*) from attempt").fetchone()
    return int(answers)


def _copy_table(damaged: sqlite3.Connection, db: sqlite3.Connection, table: str) -> None:
    """Copy the rows of a table, from each end up to the first damaged page."""
    columns = [name for _, name, *_ in db.execute(f"pragma table_info({table})")]
    marks = ", ".join("cast(? as text)" if _is_text(db, table, name) else "?" for name in columns)
    insert = f"insert or ignore into {table} ({', '.join(columns)}) values ({marks})"
    selected = ", ".join(columns)
    with suppress(*UNREADABLE):
        names = [
            name.decode(errors="replace")
            for _, name, *_ in damaged.execute(f"pragma table_info({table})")
        ]
        # The name of a column may be damaged, but the columns are still in the same order.
        if len(names) == len(columns) and set(names) != set(columns):
            selected = "*"
    for order in ("", " order by 1 desc"):
        with suppress(*UNREADABLE):
            for row in damaged.execute(f"select {selected} from {table}{order}"):
                with suppress(sqlite3.IntegrityError):
                    db.execute(insert, row)


def _is_text(db: sqlite3.Connection, table: str, column: str) -> bool:
    types = {name: kind for _, name, kind, *_ in db.execute(f"pragma table_info({table})")}
    return str(types[column]).lower() == "text"
