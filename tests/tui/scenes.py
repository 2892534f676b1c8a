"""What is shown in each picture: an app over some progress, and the keys that lead to the screen."""

from collections.abc import Callable
from pathlib import Path

from engine.rules import Sitting
from tests.tui.examined import ExaminedDesk
from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.studied import StudyDesk
from tui.app import TorchquizApp

Scene = Callable[[Path], tuple[TorchquizApp, tuple[str, ...]]]
"""An app in a folder of its own, and the keys."""


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


def way(name: Sitting, *keys: str) -> Scene:
    """A way that is read."""
    return lambda folder: (StudyDesk(folder).app("conv-sizes", name), keys)


def sitting(name: Sitting, *keys: str) -> Scene:
    """A way that is a sitting."""
    return lambda folder: (ExaminedDesk(folder).app("conv-sizes", name), keys)


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
}
