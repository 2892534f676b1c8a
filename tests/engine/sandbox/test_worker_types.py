"""mypy checks every file of the worker.

The files are run as a flat folder rather than a package, so mypy must be given their names.
"""

import tomllib

from tests import ROOT

WORKER = ROOT / "engine" / "sandbox" / "worker"


def unchecked(modules: list[str]) -> set[str]:
    """Return the worker's files that are not in this list of modules."""
    files = {path.relative_to(WORKER).with_suffix("") for path in WORKER.rglob("*.py")}
    return {".".join(file.parts) for file in files} - set(modules)


def checked_modules() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    modules: list[str] = project["tool"]["mypy"]["modules"]
    return modules


def test_every_file_of_the_worker_is_checked_by_mypy() -> None:
    assert unchecked(checked_modules()) == set()


def test_a_file_that_is_not_checked_would_be_noticed() -> None:
    modules = [name for name in checked_modules() if name != "jail"]
    assert unchecked(modules) == {"jail"}
