"""A path as it is shown to a person."""

from pathlib import Path


def displayed_path(path: Path) -> str:
    """Return the path relative to the current folder where it is inside it.

    Characters that could give orders to a terminal, such as escape sequences, are replaced.
    """
    try:
        name = str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        name = str(path)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
