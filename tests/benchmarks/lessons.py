"""Search in 500 lessons with 20,000 items, which a program wrote."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import LEVELS, Item, ItemHead, Lesson, Variant
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.catalogue import Catalogue

LESSONS, ITEMS, ANSWERED, ROUNDS = 500, 40, 20_000, 9
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


def main() -> None:
    """Print milliseconds of this process that a search takes."""
    with tempfile.TemporaryDirectory() as folder:
        _search(generated(Path(folder) / "home", LESSONS))


def _search(home: Path) -> None:
    proofs = Proofs(home / "proofs.db")
    catalogue = Catalogue([home / "bank"], proofs)
    entries = catalogue.entries()
    print(f"search over {len(entries)} lessons, median of {ROUNDS}")
    for words in ("kernel", "kernel padding", "lesson 123", "sofmax pading"):
        times = []
        for _ in range(ROUNDS):
            started = process_time()
            catalogue.search(words, entries)
            times.append(process_time() - started)
        print(f"  {words:52}{median(times) * 1000:10.1f} ms")
    proofs.close()


def generated(home: Path, count: int) -> Path:
    """A home with so many proven lessons, each of 40 items, and up to 20,000 attempts."""
    (home / "bank").mkdir(parents=True)
    proofs, random = Proofs(home / "proofs.db"), Random(7)
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
    heads = tuple(ItemHead(one.id, one.kind, one.level, one.proof) for one in items)
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
        store._pending.append(
            Attempt(
                *(
                    session.id,
                    lesson.id,
                    f"item-{random.randrange(ITEMS)}",
                    "complete",
                    "easy",
                    {},
                    "",
                    "2.13.0+cpu",
                ),
                *(
                    1,
                    0,
                    "[]",
                    random.choice(["right", "right", "wrong"]),
                    1.0,
                    "",
                    4000.0,
                    BEGUN + timedelta(minutes=number),
                ),
            )
        )
    store.flush()
    store.close()


if __name__ == "__main__":
    main()
