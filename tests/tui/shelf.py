"""Several proven lessons, and a learner who has studied some of them."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import Desk, lesson
from torchquiz.engine.models.proven import ItemHead, Lesson, Level
from torchquiz.engine.models.ways import WAYS, WayHead
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key

MINUTES = (2, 3, 8, 6, 4, 7, 12, 5)
TITLES = ("Tensors and shapes", "Autograd", "Training loops, step by step", "Data sets and loaders")


class Shelf(Desk):
    """A desk whose lesson declares all activities, followed by other lessons.

    Args:
        home: the folder.
        others: the number of other lessons.
        form: the form of the ten items in each of the other lessons.
    """

    def __init__(self, home: Path, others: int = len(TITLES), form: str = "typed") -> None:
        super().__init__(home)
        proofs = Proofs(home / "proofs.db")
        proofs.keep_lesson(
            lesson_key(self.path), replace(lesson(), ways=_heads(), prerequisites=("lesson-1",))
        )
        for number in range(others):
            self.paths.append(home / f"lesson-{number}.yaml")
            self.paths[-1].write_text(f"lesson: lesson-{number}\n")
            proofs.keep_lesson(lesson_key(self.paths[-1]), _other(number, form))
        proofs.close()

    def store(self) -> Store:
        """Open the learner's progress, to change it before the app starts."""
        return Store(self.home / "progress.db")

    def has_studied(self) -> None:
        """Store the progress of a learner who has read, practised and missed something."""
        store = self.store()
        for way in ("start", "why"):
            store.finish("conv-sizes", way, self.now)
        store.keep_place("conv-sizes", "learn", 2, self.now)
        opened = store.begin(
            "lesson-1", "practice", [f"item-{number}" for number in range(6)], 7, self.now
        )
        for number in range(6):
            day = self.now - timedelta(days=2 * (6 - number))
            store.add(
                attempt(
                    opened.id,
                    "lesson-1",
                    f"item-{number}",
                    "wrong" if number % 3 == 1 else "right",
                    day,
                )
            )
        store.end(opened.id, self.now)
        opened = store.begin(
            "conv-sizes", "missed", ["keep-the-size", "type-the-shape"], 7, self.now
        )
        store.add(
            attempt(
                opened.id, "conv-sizes", "type-the-shape", "wrong", self.now, "padding-is-automatic"
            )
        )
        store.add(attempt(opened.id, "conv-sizes", "keep-the-size", "right", self.now))
        store.end(opened.id, self.now)
        store.close()


def attempt(
    session: int, lesson_id: str, item: str, verdict: str, at: datetime, misconception: str = ""
) -> Attempt:
    """Return a first try at an item."""
    return Attempt(
        session_id=session,
        lesson=lesson_id,
        item=item,
        kind="predict",
        level="easy",
        params={},
        proof="",
        torch="2.13.0+cpu",
        try_number=1,
        hints=0,
        response="[]",
        verdict=verdict,
        credit=float(verdict == "right"),
        misconception=misconception,
        elapsed_ms=4000,
        at=at,
    )


def _heads() -> tuple[WayHead, ...]:
    return tuple(
        WayHead(way, minutes, f"proof-{way}") for way, minutes in zip(WAYS, MINUTES, strict=False)
    )


def _other(number: int, form: str) -> Lesson:
    levels: tuple[Level, ...] = (
        "easy",
        "easy",
        "easy",
        "medium",
        "medium",
        "medium",
        "medium",
        "hard",
        "hard",
        "hard",
    )
    heads = tuple(
        ItemHead(f"item-{at}", "predict", level, "", form) for at, level in enumerate(levels)
    )
    return Lesson(
        f"lesson-{number}",
        TITLES[number % len(TITLES)],
        12,
        "A lesson beside the first.",
        "2.13.0+cpu",
        heads,
    )
