"""The wheel contains all files of the three folders, under the single import name `torchquiz`."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import ROOT

wheel = pytest.importorskip("hatchling.builders.wheel", reason="needs hatchling, as .[dev] has it")

FOLDERS = ("engine", "tui", "quizzes")
OWN = ("__init__.py", "__main__.py", "py.typed")


def wheel_files(folder: Path, change: Callable[[Any], None] = lambda build: None) -> set[str]:
    """Build the wheel and return the names of its files; `change` may alter the build settings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    change(project["tool"]["hatch"]["build"]["targets"])
    builder = wheel.WheelBuilder(str(ROOT), config=project)
    (path,) = builder.build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def tree_files() -> set[str]:
    """Return the names that the files must have in the wheel."""
    files = {f"torchquiz/{name}" for name in OWN}
    for folder in FOLDERS:
        paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        files |= {
            f"torchquiz/{path.relative_to(ROOT).as_posix()}"
            for path in paths
            if "__pycache__" not in path.parts
        }
    return files


def test_the_wheel_holds_exactly_the_tree(tmp_path: Path) -> None:
    files = wheel_files(tmp_path)
    assert files == tree_files()
    assert {name.partition("/")[0] for name in files} == {"torchquiz"}
    assert {
        "torchquiz/py.typed",
        "torchquiz/quizzes/lesson.schema.json",
        "torchquiz/quizzes/guide/predict.md",
        "torchquiz/engine/sandbox/worker/zygote.py",
        "torchquiz/tui/screens/home.tcss",
    } <= files


def test_a_folder_that_is_forgotten_or_at_the_top_would_be_noticed(tmp_path: Path) -> None:
    def forget(targets: Any) -> None:
        del targets["wheel"]["force-include"]["quizzes"]

    def put_at_the_top(targets: Any) -> None:
        targets["wheel"]["force-include"]["tui"] = "tui"

    assert not any("quizzes" in name for name in wheel_files(tmp_path, forget))
    assert wheel_files(tmp_path, put_at_the_top) != tree_files()


def test_without_the_links_the_folders_beside_the_package_are_found(tmp_path: Path) -> None:
    (tmp_path / "torchquiz").mkdir()
    for name in OWN:
        shutil.copy(ROOT / "torchquiz" / name, tmp_path / "torchquiz" / name)
    # git writes such a file instead of a link where links are not supported.
    (tmp_path / "torchquiz" / "tui").write_text("../tui")
    for folder in FOLDERS:
        (tmp_path / folder).symlink_to(ROOT / folder)
    code = "import torchquiz.tui.cli, torchquiz.engine.errors as e; print(e.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(tmp_path / "engine" / "errors.py")
