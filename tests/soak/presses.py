"""Presses random keys through the whole app: `python -m tests.soak.presses [COUNT] [SEED]`.

The app uses the real worker. Its lessons are the guide's, which has all activities, and those that
come with torchquiz, proven in a separate home folder. Each session takes place a day after
the previous one, so that items come due. Afterwards each graded attempt must be stored exactly
once, and no process may be left running. The test prints the screens that it never reached.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import iter_modules
from random import Random

from tests.engine.processes import all_end, descendants, handles
from tests.tui.walk import Log, recording, walk
from torchquiz.engine.authoring.examples import lesson_example
from torchquiz.engine.folders import BANKS
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.settings_file import SettingsFile
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui import screens
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.screens.page import Page

PRESSES = 10_000
SESSION_PRESSES = 500
PATIENCE_S = 10.0


def main() -> None:
    """Press the keys, print how many each screen received, and fail if anything is wrong."""
    arguments = _parser().parse_args()
    log, luck, began = Log(), Random(arguments.seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, recording(log):
        home = Path(folder)
        paths = _proven(home)
        for day in count():
            remaining = arguments.presses - log.presses.total()
            if remaining <= 0:
                break
            with _nothing_left() as look, _session(home, paths, day) as app:
                walk(app, luck, min(SESSION_PRESSES, remaining), log, look)
        with closing(Store(home / "progress.db")) as store:
            differences = log.differs_from(store)
    _print_figures(log, arguments.seed, time.monotonic() - began)
    unseen = _screens() - {place.partition(",")[0] for place in log.presses}
    assert not differences, f"graded and stored attempts differ: {differences}"
    if unseen:
        print(f"never reached: {', '.join(sorted(unseen))}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("presses", nargs="?", type=int, default=PRESSES)
    parser.add_argument("seed", nargs="?", type=int, default=7)
    return parser


def _proven(home: Path) -> list[Path]:
    """Prove the lessons with this home folder, and return their paths."""
    path = home / "lines.yaml"
    path.write_text(lesson_example("lines"), encoding="utf-8")
    paths = [path, BANKS]
    command = [sys.executable, "-m", "torchquiz", "check", "--trust", *map(str, paths)]
    subprocess.run(
        command,
        env=os.environ | {"TORCHQUIZ_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return paths


@contextmanager
def _session(home: Path, paths: list[Path], days: int) -> Iterator[TorchquizApp]:
    """Yield an app whose clock is this many days ahead."""
    with (
        closing(Store(home / "progress.db")) as store,
        closing(Proofs(home / "proofs.db")) as proofs,
    ):
        app = TorchquizApp(paths, store, proofs, settings=SettingsFile(home / "settings.toml"))
        later = timedelta(days=days)
        app.study = Study(
            Catalogue(paths, proofs),
            store,
            SnippetRunner(),
            clock=lambda: datetime.now(UTC) + later,
        )
        yield app


@contextmanager
def _nothing_left() -> Iterator["Family"]:
    """Watch all processes that this process starts, and fail unless they all end."""
    family = Family()
    yield family
    assert all_end([*family.seen.values()], PATIENCE_S), "a process is left behind"


class Family:
    """All descendants of this process that have been seen so far."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}

    def __call__(self) -> None:
        """Add the descendants that are running now."""
        for pid in descendants(os.getpid()):
            if pid not in self.seen:
                try:
                    (self.seen[pid],) = handles([pid])
                except ProcessLookupError:
                    continue


def _screens() -> set[str]:
    """Return the names of all screens, including Textual's command palette."""
    for module in iter_modules(screens.__path__):
        import_module(f"torchquiz.tui.screens.{module.name}")
    return {
        page.__name__ for page in _below(Page) if page.__module__ != "torchquiz.tui.screens.reading"
    } | {"CommandPalette"}


def _below(kind: type[Page]) -> Iterator[type[Page]]:
    for subclass in kind.__subclasses__():
        yield subclass
        yield from _below(subclass)


def _print_figures(log: Log, seed: int, seconds: float) -> None:
    print(f"{log.presses.total():,} random keys, seed {seed}, {seconds:.0f} s")
    print(log.table())
    for name, counted in (("moves", log.moves), ("moves under each theme", log.themes)):
        print(
            f"{name}: " + ", ".join(f"{times:,} {what}" for what, times in sorted(counted.items()))
        )
    print(f"{log.graded.total():,} responses graded", flush=True)


if __name__ == "__main__":
    main()
