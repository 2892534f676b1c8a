"""What each picture shows: an app with some progress, and the keys that lead to the screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.tui.examined import ExaminedDesk
from tests.tui.proven import Desk
from tests.tui.shelf import Shelf, attempt
from tests.tui.studied import StudyDesk
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.activities import ActivityName
from torchquiz.tui.app.app import TorchquizApp

Scene = Callable[[Path], tuple[TorchquizApp, tuple[str, ...]]]
"""An app in a folder of its own, and the keys."""
ASKED = [
    *(f"easy-typed-{number}" for number in range(3)),
    *(f"medium-chosen-{number}" for number in range(4)),
    *(f"hard-typed-{number}" for number in range(3)),
]
"""The questions of a test."""
MISSED = ("medium-chosen-3", "hard-typed-1")


def newcomer(*keys: str) -> Scene:
    """Somebody who begins, with five lessons at home."""
    return lambda home: (Shelf(home).app(), keys)


def learner(*keys: str) -> Scene:
    """Somebody who read, practised and missed something."""

    def scene(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        shelf = Shelf(home)
        shelf.has_studied()
        return shelf.app(), keys

    return scene


def home(*keys: str) -> Scene:
    """Home with one lesson."""
    return lambda folder: (Desk(folder).app(), keys)


def question(name: str, *keys: str) -> Scene:
    """A sitting of one question."""
    return lambda folder: (Desk(folder, name).app(take="conv-sizes"), keys)


def way(name: ActivityName, *keys: str) -> Scene:
    """A way that is read."""
    return lambda folder: (StudyDesk(folder).app("conv-sizes", name), keys)


def sitting(name: ActivityName, *keys: str) -> Scene:
    """A way that is a sitting."""
    return lambda folder: (ExaminedDesk(folder).app("conv-sizes", name), keys)


def reviewed(*keys: str) -> Scene:
    """The review of a question that was missed three days ago."""

    def scene(folder: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        desk = Desk(folder)
        store = Store(folder / "progress.db")
        before = desk.now - timedelta(days=3)
        opened = store.begin("conv-sizes", "practice", ["shape-without-padding"], 7, before)
        store.add(
            attempt(
                opened.id,
                "conv-sizes",
                "shape-without-padding",
                "wrong",
                before,
                "padding-is-automatic",
            )
        )
        store.end(opened.id, before)
        store.close()
        return desk.app("conv-sizes", "review"), keys

    return scene


def examined(*keys: str) -> Scene:
    """A test of which every question was answered, some of them wrong."""

    def scene(folder: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        desk = ExaminedDesk(folder)
        store = Store(folder / "progress.db")
        opened = store.begin("conv-sizes", "test", ASKED, 7, desk.now)
        for item in ASKED:
            belief = "padding-is-automatic" if item in MISSED else ""
            told = attempt(
                opened.id, "conv-sizes", item, "wrong" if belief else "right", desk.now, belief
            )
            store.add(replace(told, level=item.partition("-")[0]))
        store.close()
        return desk.app("conv-sizes", "test"), keys

    return scene


SCENES: dict[str, Scene] = {
    "home": newcomer(),
    "home-later": learner("down", "down"),
    "lesson": learner("down", "down", "enter"),
    "statistics": learner("s"),
    "statistics-empty": home("s"),
    "help": home("question_mark"),
    "settings": home("comma", "down"),
    "search": home("slash", *"shape", "down"),
    "palette": home("ctrl+p", *"prac"),
    "report": question("shape-without-padding", "exclamation_mark"),
    "question": question("shape-without-padding"),
    "several": question("what-relu-does", "space"),
    "hint": question("shape-without-padding", "h"),
    "feedback": question("shape-without-padding", "h", "d"),
    "typing": question("type-the-shape", "1", "x", "6"),
    "blanks": question("keep-the-size"),
    "table": question("fill-the-table"),
    "order": question("order-the-step"),
    "write": question("write-a-sum"),
    "card": question("turn-the-card", "space"),
    "experiment": question("shape-without-padding", "e"),
    "summary": question("shape-without-padding", "d", "enter"),
    "start": way("start"),
    "why": way("why"),
    "learn": way("learn"),
    "flow": way("trace", "down"),
    "training": way("trace", "t"),
    "prediction": way("trace", "p", "right"),
    "metrics": way("metrics"),
    "project": way("project"),
    "try": sitting("try"),
    "before-challenge": sitting("challenge"),
    "challenge": sitting("challenge", "enter"),
    "before-test": sitting("test"),
    "test": sitting("test", "enter"),
    "verdict": examined(),
    "review": reviewed("d", "i"),
}
