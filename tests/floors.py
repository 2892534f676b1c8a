"""Runs the tests with the oldest and the newest dependencies that pyproject.toml allows.

    python -m tests.floors [lowest|newest] [arguments of pytest]

Each set of versions is installed with pip into a temporary environment. PyTorch keeps
the version in constraints.txt: it takes by far the longest to download, and the lessons are proven
with that version. Indirect dependencies are always the newest ones.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import ROOT

PINNED = "torch"
TESTS = ["-q", "-n", "2", "tests"]
ENDS = ("lowest", "newest")


def main(arguments: list[str]) -> int:
    """Run the tests with the oldest or newest versions, or both; return 1 if any run failed."""
    ends = [end for end in ENDS if end in arguments[:1]] or ENDS
    tests = [argument for argument in arguments if argument not in ENDS] or TESTS
    results = [is_fine(end, tests) for end in ends]
    return 0 if all(results) else 1


def is_fine(end: str, tests: list[str]) -> bool:
    """Install the oldest or newest versions, run the tests, and return whether all passed."""
    with tempfile.TemporaryDirectory(prefix=f"torchquiz-{end}-") as folder:
        python = environment(Path(folder), constraints(end))
        if not python:
            print(f"{end}: pip could not install these versions; see its messages above.\n")
            return False
        print(f"{end}: {', '.join(installed(python))}", flush=True)
        status = subprocess.run([python, "-m", "pytest", *tests], cwd=ROOT, check=False).returncode
    print(f"{end}: {f'pytest ended with status {status}' if status else 'all passed'}\n")
    return status == 0


def environment(folder: Path, pins: list[str]) -> str:
    """Install torchquiz and what its tests need into a folder.

    Returns:
        The path of its Python; empty if pip failed.
    """
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    file = folder / "constraints.txt"
    file.write_text("\n".join(pins))
    options = ["--quiet", "--constraint", str(file), "--editable", f"{ROOT}[dev]"]
    done = subprocess.run([python, "-m", "pip", "install", *options], check=False)
    return "" if done.returncode else python


def installed(python: str) -> list[str]:
    """Return the installed versions of the direct dependencies, such as `numpy==2.0.0`."""
    command = [python, "-m", "pip", "freeze", "--all"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    direct = {canonicalize_name(requirement.name) for requirement in requirements()}
    pins = [line for line in done.stdout.splitlines() if "==" in line]
    return [pin for pin in pins if canonicalize_name(pin.partition("==")[0]) in direct]


def constraints(end: str) -> list[str]:
    """Return pip's constraints for the oldest or the newest versions."""
    pinned = (ROOT / "constraints.txt").read_text().splitlines()
    torch = [line for line in pinned if line.startswith(f"{PINNED}==")]
    if end == "newest":
        return torch
    # Type stubs have no minimum version, because only mypy uses them.
    others = [each for each in requirements() if each.name != PINNED and each.specifier]
    return torch + sorted({f"{each.name}=={lowest(each)}" for each in others})


def requirements() -> Iterator[Requirement]:
    """Yield the direct dependencies, with those of all extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for group in (project["dependencies"], *project["optional-dependencies"].values()):
        yield from map(Requirement, group)


def lowest(requirement: Requirement) -> str:
    """Return the lowest version that a requirement allows, which it must state with `>=`."""
    bounds = [each.version for each in requirement.specifier if each.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"{requirement} does not state its lowest version with >=.")
    return bounds[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
