"""Runs every attack: `python -m tests.hostile`. For root, repeats them as an ordinary user."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests import ROOT
from tests.hostile.attack import AttackResult, attack, settle, surroundings
from tests.hostile.cases import CASES, CONVENTIONS, AttackCase
from torchquiz.engine.sandbox.pool import Pool

ORDINARY = 65534


def main() -> int:
    """Run the attacks and print a table of them; return 1 if an attack is not contained."""
    is_contained = _attack_all()
    if os.geteuid() == 0:
        is_contained = _again_as_ordinary_user() and is_contained
    return 0 if is_contained else 1


def _attack_all() -> bool:
    cases = [case for case in CASES if platform.machine() == "x86_64" or case not in CONVENTIONS]
    with (
        tempfile.TemporaryDirectory() as folder,
        surroundings(Path(folder)) as around,
        Pool(1) as pool,
    ):
        results = []
        settle(pool)
        print(f"as {'root' if os.geteuid() == 0 else 'an ordinary user'}")
        print(f"{'attack':48} {'contained':9} {'next ms':>7} {'remains':7} what the learner sees")
        for case in cases:
            results.append(attack(pool, case, around))
            print(_row(results[-1]), flush=True)
        for name, layer in pool._workers[0].layers.items():
            print(f"{name}: {'' if layer.is_active else 'MISSING: '}{layer.detail}")
    contained = sum(result.is_contained for result in results)
    next_ms = [result.next_ms for result in results]
    print(
        f"{contained} of {len(cases)} contained; "
        f"next snippet after {median(next_ms):.1f} ms, at most {max(next_ms):.1f} ms",
        flush=True,
    )
    return contained == len(cases)


def _row(result: AttackResult) -> str:
    case: AttackCase = result.case
    shown = result.shown if len(result.shown) < 100 else result.shown[:97] + "…"
    left = "nothing" if not result.remains else "MORE"
    contained = "yes" if result.is_contained else "NO"
    row = f"{case.name:48} {contained:9} {result.next_ms:7.1f} {left:7} {_escaped(shown)}"
    return "\n    ".join([row, *map(_escaped, (*result.faults, *result.remains))])


def _escaped(text: str) -> str:
    """Return the text in ASCII, because it may contain control codes."""
    return ascii(text)[1:-1]


def _again_as_ordinary_user() -> bool:
    """Run the attacks again in a process without root's rights; return whether all are contained.

    It needs an interpreter that an ordinary user can read.
    """
    setpriv, python = shutil.which("setpriv"), _open_interpreter()
    if setpriv is None or python is None:
        reason = "setpriv is missing" if python else "an ordinary user cannot read the interpreter"
        print(f"as an ordinary user: skipped, because {reason}")
        return True
    print()
    become = [
        setpriv,
        f"--reuid={ORDINARY}",
        f"--regid={ORDINARY}",
        "--clear-groups",
        "--inh-caps=-all",
    ]
    with tempfile.TemporaryDirectory() as home:
        os.chown(home, ORDINARY, ORDINARY)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "TMPDIR": home,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return (
            subprocess.run(
                [*become, python, "-m", "tests.hostile"], cwd=ROOT, env=environment, check=False
            ).returncode
            == 0
        )


def _open_interpreter() -> str | None:
    """Return an interpreter that all users can read: `TORCHQUIZ_OPEN_PYTHON` or this one."""
    python = os.environ.get("TORCHQUIZ_OPEN_PYTHON", sys.executable)
    paths = (Path(python).parent, Path(os.path.realpath(python)), ROOT)
    return python if all(map(_can_read, paths)) else None


def _can_read(path: Path) -> bool:
    folders = [path, *path.absolute().parents]
    return all(
        folder.stat().st_mode & 0o5 == 0o5
        for folder in folders
        if folder.exists() and folder != Path("/")
    )


if __name__ == "__main__":
    sys.exit(main())
