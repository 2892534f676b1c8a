"""The import contracts cover every module, and a planted import of a higher layer breaks them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts in pyproject.toml against the `torchquiz` in a folder."""
    command: list[str | Path] = [LINT, "--no-cache", "--config", ROOT / "pyproject.toml"]
    return subprocess.run(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_tree(folder: Path) -> Path:
    """Copy the package with real folders where the repository has links; return its folder."""
    package = folder / "torchquiz"
    ignored = shutil.ignore_patterns("__pycache__", "*.md", "*.yaml")
    shutil.copytree(ROOT / "torchquiz", package, ignore=ignored)
    return package


def test_the_contracts_look_through_the_links_at_every_module() -> None:
    found = re.search(r"Analyzed (\d+) files", lint(ROOT).stdout)
    modules = [
        path
        for folder in ("engine", "tui")
        for path in (ROOT / folder).rglob("*.py")
        if (path.parent / "__init__.py").is_file()
    ]
    assert found and int(found[1]) >= len(modules) > 400


def test_an_import_from_above_would_be_noticed(tmp_path: Path) -> None:
    package = copy_of_the_tree(tmp_path)
    assert lint(tmp_path).returncode == 0
    planted = package / "tui" / "words" / "runs.py"
    planted.write_text(f"{planted.read_text()}\nimport torchquiz.tui.widgets.code\n")
    broken = lint(tmp_path)
    assert broken.returncode == 1
    assert "torchquiz.tui.words.runs -> torchquiz.tui.widgets.code" in broken.stdout


def unprotected(text: str) -> bool:
    """Return whether code makes msgspec prepare a type without the lock of `models/decoding.py`."""
    imports = r"from msgspec import .*\b(convert|json|msgpack|yaml|toml)\b"
    return bool(re.search(rf"msgspec\.(convert|\w+\.(decode|Decoder))\b|{imports}", text))


def test_every_type_is_decoded_under_the_lock() -> None:
    """See tests/engine/test_decoding.py: without the lock, two threads can crash the process."""
    modules = [path for folder in ("engine", "tui") for path in (ROOT / folder).rglob("*.py")]
    found = [path.relative_to(ROOT) for path in modules if unprotected(path.read_text())]
    assert found == [Path("engine/models/decoding.py")]


def test_a_type_decoded_without_the_lock_would_be_noticed() -> None:
    assert unprotected("lesson = msgspec.json.decode(body, type=Lesson)")
    assert unprotected("from msgspec import Struct, convert")
    assert not unprotected("msgspec.json.encode(lesson)")
