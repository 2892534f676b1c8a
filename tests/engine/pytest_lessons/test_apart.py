"""Lessons also run as tests in users' own projects, here in a separate pytest process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.engine.pytest_lessons.runs import run_apart
from tests.engine.small_bank import SMALL, WRONG, WRONG_LINE

LESSON = next(iter(sorted((ROOT / "quizzes").glob("c*.yaml"))))


def test_the_plugin_loads_only_pytest_and_the_standard_library() -> None:
    code = (
        "import json, sys, pytest; before = set(sys.modules);"
        " import torchquiz.engine.pytest_plugin;"
        " print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert {name for name in loaded if name.split(".")[0] not in sys.stdlib_module_names} == {
        "torchquiz",
        "torchquiz.engine",
        "torchquiz.engine.pytest_plugin",
    }


def test_a_run_without_lessons_loads_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    (tmp_path / "test_it.py").write_text(
        "import sys\n"
        "def test_it():\n"
        "    assert 'torchquiz.engine.pytest_plugin' in sys.modules\n"
        "    assert not {'yaml', 'pydantic', 'msgspec', 'torch', 'numpy'} & set(sys.modules)\n"
        "    assert 'torchquiz.engine.pytest_lessons' not in sys.modules\n"
    )
    done = run_apart(tmp_path, "-q", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("place", ["lessons/small.yaml", "lessons/", "."])
def test_lessons_are_found_as_a_file_and_in_a_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "small.yaml").write_text(SMALL)
    done = run_apart(tmp_path, "-q", "--collect-only", "--strict-config", "--strict-markers", place)
    assert (done.returncode, "5 tests collected" in done.stdout) == (0, True), done.stdout


def test_two_processes_report_the_same_as_one(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(WRONG)
    done = run_apart(tmp_path, "-n", "2")
    assert done.returncode == 1 and "2 failed, 3 passed" in done.stdout
    assert (
        f"small.yaml:{WRONG_LINE}:10: item 'size': the key is not the value that PyTorch computes."
        " (with rows=3, columns=5)" in done.stdout
    )


def test_a_lesson_is_proven_in_a_project_that_has_packages_with_the_names_of_our_folders(
    tmp_path: Path,
) -> None:
    for name in ("engine", "tui", "quizzes", "yaml"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('of the user')")
    (tmp_path / "small.yaml").write_text(SMALL)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("pytest")), "-q", "-W", "error", "small.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0 and "5 passed" in done.stdout, done.stdout


def test_without_torch_lessons_are_collected_and_fail_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "path" / "torch").mkdir(parents=True)
    (tmp_path / "path" / "torch" / "__init__.py").write_text("raise ImportError('no torch here')")
    (tmp_path / "small.yaml").write_text(SMALL)
    path = f"{tmp_path / 'path'}:{ROOT}"
    collected = run_apart(tmp_path, "--collect-only", "-q", "small.yaml", PYTHONPATH=path)
    assert collected.returncode == 0 and "5 tests collected" in collected.stdout
    done = run_apart(tmp_path, "-q", "small.yaml", PYTHONPATH=path)
    assert done.returncode == 1 and "4 failed, 1 passed" in done.stdout
    assert f"PyTorch is not installed for {sys.executable}; install it and run" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_repositorys_own_lessons_are_collected_and_its_samples_are_not() -> None:
    done = run_apart(ROOT, "--collect-only", "-q", str(LESSON.relative_to(ROOT)))
    assert done.returncode == 0 and f"{LESSON.name}::lesson" in done.stdout
    done = run_apart(ROOT, "--collect-only", "-q", "tests/banks")
    assert done.returncode == 5, done.stdout
