"""Reads the files of a coding problem: text, code and JSON."""

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchquiz.engine.exchange.readers.decoding import decoded_file


@dataclass(frozen=True, slots=True)
class Note:
    """A note about something that could not be imported, with the file that contains it."""

    file: Path
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.text}"


class UnusableError(Exception):
    """Raised when a coding problem cannot be imported."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(reason)
        self.note = Note(file, reason)


def text_of(path: Path) -> str:
    """Return the content of a text file, or an empty string if the file does not exist."""
    return decoded_file(path).text.strip("\n") if path.is_file() else ""


def code_of(path: Path) -> str:
    """Return the code in a Python file.

    Raises:
        UnusableError: the file does not exist or is not valid Python.
    """
    code = text_of(path)
    if not code.strip():
        raise UnusableError(path, "left out: the file is missing or empty.")
    try:
        ast.parse(code)
    except (SyntaxError, ValueError) as error:
        reason = f"left out: not valid Python: {getattr(error, 'msg', error)}."
        raise UnusableError(path, reason) from error
    return code


def imports_of(code: str) -> set[str]:
    """Return the names of the top-level packages that the code imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def signatures(solution: str) -> str:
    """Return a program's imports, with its functions and classes reduced to their signatures.

    Docstrings are kept.
    """
    lines: list[str] = []
    for node in ast.parse(solution).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            lines.append(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            docstring = node.body[:1] if ast.get_docstring(node) else []
            node.body = [*docstring, ast.Pass()]
            lines += ["", ast.unparse(node)]
    return "\n".join(lines).strip("\n")


def json_of(path: Path) -> Any:
    """Return the content of a JSON file.

    Raises:
        UnusableError: the file does not exist or is not valid JSON.
    """
    try:
        return json.loads(text_of(path))
    except (ValueError, RecursionError) as error:
        reason = "the file is missing or empty" if not text_of(path) else f"not valid JSON: {error}"
        raise UnusableError(path, f"left out: {reason}.") from error
