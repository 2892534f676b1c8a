"""Fixtures: a learner who types into the plain front end, and a small proven lesson."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import ROOT
from tests.tui.small_items import BELIEF
from torchquiz.engine.models.proven import Item, ItemHead, Lesson
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.tui.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """The output and exit status of a command."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner who types lines at `torchquiz take … --plain`, in this process."""

    path: Path
    home: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def types(self, *lines: str, options: tuple[str, ...] = ()) -> Said:
        """Take the lesson and type these lines, after which the input ends."""
        self.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        status = main(["take", str(self.path), "--plain", *options])
        return Said(status, *self.capsys.readouterr())

    def attempts(self) -> list[Attempt]:
        """Return the stored attempts."""
        store = Store(self.home / "progress.db")
        try:
            return store.of_lesson("conv-sizes")
        finally:
            store.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh folder for progress and proofs."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shelve(home: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a lesson file, caches its proof and returns the file."""

    def put(*items: Item) -> Path:
        path = tmp_path / "bank" / "conv.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("lesson: conv-sizes\ntitle: Sizes\n")
        heads = tuple(
            ItemHead(item.id, item.kind, item.level, item.proof, item.form) for item in items
        )
        beliefs = {"padding-is-automatic": BELIEF}
        lesson = Lesson(
            "conv-sizes",
            "Sizes after a convolution",
            5,
            "…",
            "2.13.0+cpu",
            heads,
            misconceptions=beliefs,
        )
        proofs = Proofs(home / "proofs.db")
        proofs.keep_items(items)
        proofs.keep_lesson(lesson_key(path), lesson)
        proofs.close()
        return path

    return put


@pytest.fixture
def learner_of(
    shelve: Callable[..., Path],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Learner]:
    """Return a function that makes a learner who takes a lesson with some items."""
    return lambda *items: Learner(shelve(*items), home, monkeypatch, capsys)


@pytest.fixture
def torchquiz(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command in a separate process."""

    def run(
        *words: str, typed: str = "", cwd: Path = ROOT, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-c",
            "import sys; from torchquiz.tui.cli import main; sys.exit(main())",
            *words,
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
        return subprocess.run(
            command,
            input=typed,
            capture_output=True,
            text=True,
            cwd=cwd,
            env=env,
            timeout=60,
            check=False,
        )

    return run
