"""The scenes of all pictures: an app with some progress, and the keys that lead to the screen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.tui.drilled import DrillDesk
from tests.tui.examined import ExaminedDesk
from tests.tui.proven import Desk
from tests.tui.shelf import Shelf, attempt
from tests.tui.studied import StudyDesk
from tests.tui.traced_net import trace_by_hand
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.activities import ActivityName
from torchquiz.tui.app.app import TorchquizApp

Scene = Callable[[Path], tuple[TorchquizApp, tuple[str, ...]]]
"""A function that creates an app with its progress in a folder, and the keys to press."""
ASKED = [
    *(f"easy-typed-{number}" for number in range(3)),
    *(f"medium-chosen-{number}" for number in range(4)),
    *(f"hard-typed-{number}" for number in range(3)),
]
"""The ids of a test's questions."""
MISSED = ("medium-chosen-3", "hard-typed-1")


def newcomer(*keys: str) -> Scene:
    """Return a scene of a new learner with five lessons."""
    return lambda home: (Shelf(home).app(), keys)


def learner(*keys: str) -> Scene:
    """Return a scene of a learner who has read, practised and missed something."""

    def scene(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        shelf = Shelf(home)
        shelf.has_studied()
        return shelf.app(), keys

    return scene


def home(*keys: str) -> Scene:
    """Return a scene that starts at the home screen with one lesson."""
    return lambda folder: (Desk(folder).app(), keys)


def question(name: str, *keys: str) -> Scene:
    """Return a scene of a session with one question."""
    return lambda folder: (Desk(folder, name).app(take="conv-sizes"), keys)


def way(name: ActivityName, *keys: str) -> Scene:
    """Return a scene of an activity that learners read."""
    return lambda folder: (StudyDesk(folder).app("conv-sizes", name), keys)


def traced(*keys: str) -> Scene:
    """Return a scene of the trace of a model."""

    def scene(folder: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        desk = StudyDesk(folder)
        desk.keep("trace", trace_by_hand())
        return desk.app("conv-sizes", "trace"), keys

    return scene


def session(name: ActivityName, *keys: str) -> Scene:
    """Return a scene of an activity that asks questions, with a clock that stands still.

    A challenge reads its clock every second, so a picture would depend on the speed of the machine.
    """

    def scene(folder: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        desk = ExaminedDesk(folder)
        desk.step = timedelta(0)
        return desk.app("conv-sizes", name), keys

    return scene


def reviewed(*keys: str) -> Scene:
    """Return a scene of a review of a question that was missed three days ago."""

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


def drilled(*keys: str) -> Scene:
    """Return a scene of a lesson with drills."""
    return lambda folder: (DrillDesk(folder).app(), keys)


def examined(*keys: str) -> Scene:
    """Return a scene of a finished test with some wrong answers."""

    def scene(folder: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
        desk = ExaminedDesk(folder)
        store = Store(folder / "progress.db")
        opened = store.begin("conv-sizes", "test", ASKED, 7, desk.now)
        for item in ASKED:
            belief = "padding-is-automatic" if item in MISSED else ""
            answered = attempt(
                opened.id, "conv-sizes", item, "wrong" if belief else "right", desk.now, belief
            )
            store.add(replace(answered, level=item.partition("-")[0]))
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
    "drills": drilled("d"),
    "drill": drilled("d", "enter", "7", "enter"),
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
    "calls": traced("down", "space", "down"),
    "training": way("trace", "t"),
    "prediction": way("trace", "p", "right"),
    "metrics": way("metrics"),
    "project": way("project"),
    "try": session("try"),
    "before-challenge": session("challenge"),
    "challenge": session("challenge", "enter"),
    "before-test": session("test"),
    "test": session("test", "enter"),
    "verdict": examined(),
    "review": reviewed("d", "i"),
}
