"""Finds the source files of the prover, and computes hashes of their bytes or their code."""

import os
import sys
from collections.abc import Iterable
from importlib.util import source_hash as checksum_of
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

ENGINE = Path(__file__).parent.parent
PROVER_FOLDERS = (
    "banks",
    "drills",
    "grading",
    "kinds",
    "models",
    "proof",
    "proving",
    "sandbox",
    "text",
    "traces",
    "variants",
    "yaml",
)
"""The folders of the engine whose code can affect proofs."""
WITHOUT_EFFECT = (".md", ".pyc")
"""Suffixes of files that cannot affect any proof."""


def prover_files(engine: Path) -> list[str]:
    """Return the sorted paths of the prover's files, relative to the engine's folder."""
    return files_in(engine, PROVER_FOLDERS)


def files_in(engine: Path, folders: Iterable[str]) -> list[str]:
    """Return the sorted paths of all files in these folders, relative to the engine's folder."""
    files: list[str] = []
    # Joining strings takes a third of the time that `Path.rglob` and `relative_to` take.
    for outer in folders:
        root = os.path.join(engine, outer)
        for folder, _, names in os.walk(root):
            inner = outer + folder[len(root) :]
            files += [f"{inner}/{name}" for name in names if _has_effect(name)]
    return sorted(files)


def _has_effect(name: str) -> bool:
    return not name.endswith(WITHOUT_EFFECT)


def files_stamp(engine: Path, files: list[str]) -> str:
    """Return a hash of the names, times, sizes and inodes of files, without reading any of them.

    Python's own checksum of 64 bits suffices here, and loading `hashlib` would delay each start.
    """
    statuses = [os.stat(os.path.join(engine, file)) for file in files]
    stamps = [
        (file, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        for file, status in zip(files, statuses, strict=True)
    ]
    return checksum_of(f"{sys.version_info[:2]} {stamps}".encode()).hex()


def source_hash(engine: Path, files: list[str]) -> str:
    """Return a hash of the names and contents of files."""
    from hashlib import sha256

    digest = sha256(f"{sys.version_info[:2]}".encode())
    for file in files:
        content = _read(engine, file)
        digest.update(f"{file} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def code_hash(engine: Path, files: list[str]) -> str:
    """Return a hash of the code in Python modules and of the bytes of all other files."""
    from hashlib import sha256

    digest = sha256()
    for file in files:
        content = _read(engine, file)
        code = code_of(content).encode() if file.endswith(".py") else content
        digest.update(f"{file} {len(code)} ".encode())
        digest.update(code)
    return digest.hexdigest()


def code_of(source: bytes) -> str:
    """Return a dump of a module's syntax tree without docstrings, comments and line numbers."""
    import ast

    tree = ast.parse(source)
    for node in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                effective = [statement for statement in statements if not _is_text(statement)]
                setattr(node, block, effective)
    return ast.dump(tree)


def _read(engine: Path, file: str) -> bytes:
    with open(os.path.join(engine, file), "rb") as stream:
        return stream.read()


def _is_text(statement: "ast.AST") -> bool:
    """Return whether a statement is just a string, such as a docstring, which has no effect."""
    import ast

    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return False
    return isinstance(statement.value.value, str)
