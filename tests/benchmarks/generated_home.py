"""Generates home folders with lessons that look as if they had been proven and answered."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.benchmarks.measurement import SEED
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import LEVELS, Item, ItemHead, Lesson, Variant
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key

MANY, ITEMS, ANSWERED = 500, 40, 20_000
"""Number of lessons in the large home, of items in each lesson, and the maximum of attempts."""
WORDS = (
    "kernel",
    "stride",
    "padding",
    "batch",
    "channel",
    "gradient",
    "layer",
    "weight",
    "tensor",
    "epoch",
    "softmax",
    "pooling",
)
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that is removed when the process ends."""
    return tempfile.TemporaryDirectory()


@cache
def home_with(lessons: int) -> Path:
    """Return a home folder with this many lessons, generated once for all benchmarks."""
    return _generated(Path(_folder().name) / str(lessons), lessons)


def _generated(home: Path, count: int) -> Path:
    """Generate a home folder with proven lessons of 40 items each, and up to 20,000 attempts."""
    (home / "bank").mkdir(parents=True)
    proofs, random = Proofs(home / "proofs.db"), Random(SEED)
    lessons = []
    for number in range(count):
        path = home / "bank" / f"lesson-{number:03}.yaml"
        path.write_text(f"lesson: lesson-{number:03}\n")
        os.utime(path, (0, 0))
        items = [_item(f"lesson-{number:03}", place, random) for place in range(ITEMS)]
        lessons.append(_lesson(number, items))
        proofs.keep_items(items)
        proofs.keep_lesson(lesson_key(path), lessons[-1])
    proofs.close()
    _answered(home, lessons, random)
    return home


def _lesson(number: int, items: list[Item]) -> Lesson:
    heads = tuple(ItemHead(item.id, item.kind, item.level, item.proof) for item in items)
    return Lesson(f"lesson-{number:03}", f"Lesson {number}", 10, "Generated.", "2.13.0+cpu", heads)


def _item(lesson: str, place: int, random: Random) -> Item:
    options = Choose(tuple(Option(word, "code", word == WORDS[0]) for word in WORDS[:4]))
    stem = f"What does `{random.choice(WORDS)}` do to the {random.choice(WORDS)} of number {place}?"
    snippet = f"{random.choice(WORDS)} = nn.{random.choice(WORDS).title()}({place})"
    variant = Variant({}, "", stem, snippet, "", (), (), "", options, None)
    return Item(
        lesson, f"item-{place}", "complete", LEVELS[place % 3], (variant,), f"{lesson} {place}"
    )


def _answered(home: Path, lessons: list[Lesson], random: Random) -> None:
    store = Store(home / "progress.db")
    session = store.begin(lessons[0].id, "practice", ["item-0"], 7, BEGUN)
    store.end(session.id, BEGUN)
    for number in range(min(ANSWERED, len(lessons) * ITEMS)):
        lesson = random.choice(lessons)
        store._pending.append(_attempt(session.id, lesson.id, number, random))
    store.flush()
    store.close()


def _attempt(session: int, lesson: str, number: int, random: Random) -> Attempt:
    """Return an attempt at one of the lesson's items, a minute after the previous one."""
    item, verdict = f"item-{random.randrange(ITEMS)}", random.choice(["right", "right", "wrong"])
    at = BEGUN + timedelta(minutes=number)
    return Attempt(
        session_id=session,
        lesson=lesson,
        item=item,
        kind="complete",
        level="easy",
        params={},
        proof="",
        torch="2.13.0+cpu",
        try_number=1,
        hints=0,
        response="[]",
        verdict=verdict,
        credit=1.0,
        misconception="",
        elapsed_ms=4000.0,
        at=at,
    )
