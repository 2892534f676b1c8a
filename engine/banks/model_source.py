"""Reads the Python file that defines a model, and the modules next to it that it imports.

This module only parses the file and never runs it. The confined child process cannot read the file,
so the file's code becomes part of a job's setup, which defines the model there.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.sandbox.job import Block, program

MOST_BYTES = 1 << 20
"""The maximum size of a Python file."""
MOST_MODULES = 200
"""The maximum number of modules that a model may import from its own folder."""
MAIN = "_model_file"
"""The name under which the setup imports the model's file."""


@dataclass(frozen=True, slots=True)
class PythonFile:
    """A Python file that defines a model, or one that such a file imports."""

    module: str
    """The name under which the file can be imported."""
    name: str
    """The path of the file, relative to the folder from which it is imported."""
    code: str
    is_package: bool


@dataclass(frozen=True, slots=True)
class ModelSource:
    """The Python file that defines a model, and the local modules that it imports."""

    path: Path
    main: PythonFile
    modules: tuple[PythonFile, ...]
    """The local modules that it imports, directly or indirectly, including their packages."""

    @property
    def digest(self) -> str:
        """A SHA-256 hash of the code of all files."""
        digest = hashlib.sha256()
        for file in (self.main, *sorted(self.modules, key=lambda file: file.module)):
            digest.update(f"{file.module}\0{len(file.code)}\0{file.code}\0".encode())
        return digest.hexdigest()

    @property
    def top(self) -> Path:
        """The folder from which the file is imported. The names of files are relative to it."""
        return self.path.resolve().parents[len(Path(self.main.name).parts) - 1]

    @property
    def is_single(self) -> bool:
        """Whether the model is self-contained, needing no other local file."""
        return not self.modules

    @property
    def code(self) -> str:
        """The code of the file, without the part that runs only if the file is run as a program."""
        return without_main_part(self.main.code)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The setup blocks that together define the same names as the file."""
        if self.is_single:
            return (Block(self.code, self.main.name, role="setup"),)
        files = (self.main, *self.modules)
        sources = {file.module: (file.name, file.code, file.is_package) for file in files}
        lines = [
            f"_provide({sources!r})",
            f"import importlib as {MAIN}",
            f"{MAIN} = {MAIN}.import_module({self.main.module!r})",
            f"globals().update({{name: value for name, value in vars({MAIN}).items()"
            " if not name.startswith('__')})",
        ]
        return (program("modules"), Block("\n".join(lines), self.main.name, role="setup"))


def read_model_source(path: Path) -> ModelSource:
    """Read the file that defines a model, and the local modules that it imports.

    Raises:
        TorchquizError: a file cannot be read or is not valid Python.
    """
    folder = path.resolve().parent
    top, package = _package_of(folder)
    main = _file(path.resolve(), top, ".".join([*package, path.stem]))
    found: dict[str, PythonFile] = {}
    waiting = [main]
    while waiting:
        file = waiting.pop()
        for module in _imported(file):
            local = _local(module, (top, folder))
            if local is None or local.module in found or local.module == main.module:
                continue
            if len(found) >= MOST_MODULES:
                raise TorchquizError(f"{path}: it imports more than {MOST_MODULES} local modules.")
            found[local.module] = local
            waiting.append(local)
    return ModelSource(path, main, tuple(found.values()))


def without_main_part(code: str) -> str:
    """Return code in which `if __name__ == "__main__":` and its body are empty lines.

    In the child process, the code runs as the main module, so that part would run too.
    """
    lines = code.split("\n")
    for node in ast.parse(code).body:
        if isinstance(node, ast.If) and _asks_for_main(node.test):
            assert node.end_lineno is not None
            for number in range(node.lineno - 1, node.end_lineno):
                lines[number] = ""
    return "\n".join(lines).rstrip("\n") + "\n"


def _asks_for_main(test: ast.expr) -> bool:
    """Return whether a condition is `__name__ == "__main__"`."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return False
    sides = {ast.unparse(test.left), ast.unparse(test.comparators[0])}
    return sides == {"__name__", "'__main__'"} and isinstance(test.ops[0], ast.Eq)


def _package_of(folder: Path) -> tuple[Path, list[str]]:
    """Return the folder from which a package is imported, and the parts of the package's name."""
    names: list[str] = []
    while (folder / "__init__.py").is_file():
        names.insert(0, folder.name)
        folder = folder.parent
    return folder, names


def _file(path: Path, top: Path, module: str) -> PythonFile:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TorchquizError(
                f"{path}: the file is larger than the limit of {MOST_BYTES:,} bytes."
            )
        code = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TorchquizError(f"{path}: the file cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise TorchquizError(f"{path}: the file is not valid UTF-8.") from None
    try:
        ast.parse(code)
    except SyntaxError as error:
        where = f"{path}:{error.lineno or 1}:{error.offset or 1}"
        raise TorchquizError(f"{where}: this is not valid Python: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise TorchquizError(f"{path}: this is not valid Python: {error}.") from None
    return PythonFile(module, str(path.relative_to(top)), code, path.name == "__init__.py")


def _imported(file: PythonFile) -> Iterator[str]:
    """Yield the full names of the modules that a file may import, including their packages."""
    package = file.module if file.is_package else file.module.rpartition(".")[0]
    if package:
        yield package
    for node in ast.walk(ast.parse(file.code)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_packages(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            yield from _with_packages(base)
            for alias in node.names:
                yield f"{base}.{alias.name}" if base else alias.name


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """Return the full name of the module in `from … import`, even if the import is relative."""
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    kept = parts[: len(parts) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _with_packages(module: str) -> Iterator[str]:
    """Yield the names of a module's packages, then its own: `a`, `a.b` and `a.b.c` for `a.b.c`."""
    parts = module.split(".") if module else []
    for count in range(1, len(parts) + 1):
        yield ".".join(parts[:count])


def _local(module: str, folders: tuple[Path, ...]) -> PythonFile | None:
    """Find the file of a module in one of the folders, or return None if there is none."""
    for folder in folders:
        stem = folder.joinpath(*module.split("."))
        for path in (stem / "__init__.py", stem.with_name(f"{stem.name}.py")):
            if path.is_file():
                return _file(path, folder, module)
    return None
