"""Saves the focus of each session that spans all lessons, such as a misconception."""

from torchquiz.engine.progress.database import Database


def add_focus(file: Database, session_id: int, focus: str) -> None:
    """Save the focus of a session.

    Raises:
        StoreError: the disk cannot be written to.
    """
    with file.writing("start a session") as db:
        db.execute("insert into focus (session_id, focus) values (?, ?)", (session_id, focus))


def focus_of(file: Database, session_id: int) -> str:
    """Return the focus of a session, or an empty string if it has none."""
    rows = file.read("select focus from focus where session_id = ?", (session_id,))
    return str(rows[0][0]) if rows else ""
