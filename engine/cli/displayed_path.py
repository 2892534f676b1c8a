"""Formats file paths for messages."""

from pathlib import Path

from torchquiz.engine.text.printable import printable_line


def displayed_path(path: Path) -> str:
    """Return a path as text, relative to the current folder if the path is inside it.

    Characters that would control the terminal are replaced.
    """
    try:
        name = str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        name = str(path)
    return printable_line(name)
