"""Damages the files that contain progress and proofs: `python -m tests.soak.damage`.

Each time, a copy of a file is damaged as if by a failing disk or another program, and torchquiz
runs with that copy. No exception may reach the user, and torchquiz must be able to store a new
answer or proof. If anything is lost, it must say so and keep a copy of the damaged file.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.engine.items import CELLS, COUNT, attempt, item, lesson
from tests.soak.fuzz import WrongError
from tests.soak.mutate import mutated_bytes
from tests.soak.time_limit import HangError, time_limit
from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.progress.overview import overview
from torchquiz.engine.progress.statistics import statistics
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.catalogue import Catalogue

TIMES = 1000
"""The number of times that each file is damaged."""
ANSWERS = 300
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=900)
ITEMS = [item(f"item-{number}", (COUNT, CELLS)[number % 2]) for number in range(20)]
JUNK = ("''", "'{'", "-1", "1e300", "null", "x'ff'", "cast(x'c328' as text)", "'9999-99-99'")
"""SQL expressions for the values that a damaged row may contain."""


def damaged_progress(whole: bytes, folder: Path, luck: random.Random, counts: Counter[str]) -> None:
    """Read and write a damaged progress file, and count the answers that were lost.

    Raises:
        WrongError: an answer was lost without a message, or a new one was not stored.
    """
    path = folder / "progress.db"
    _write_damaged(path, whole, luck)
    with closing(Store(path)) as store:
        notice, kept = store.notice, [_identity(each) for each in store.attempts()]
        for use in (lambda: overview(store, {"conv": 60}, NOW), lambda: statistics(store, NOW)):
            use()
        store.schedule.due(LATER)
        store.add(_answer(store, "new"))
    before = {_identity(each) for each in _answers()}
    counts["answers"] += len(before)
    counts["lost"] += len(before) - len(kept)
    counts["changed"] += len(set(kept) - before)
    counts["reported"] += bool(notice)
    if len(kept) < len(before) and not notice:
        raise WrongError(f"{len(before) - len(kept)} answers were lost without a message")
    if "kept as" in notice and not list(folder.glob("progress-damaged-*")):
        raise WrongError(f"no damaged file was kept: {notice}")
    with closing(Store(path)) as store:
        if [each.item for each in store.attempts()].count("new") != 1:
            raise WrongError("a new answer was not stored")
        if store.notice:
            raise WrongError(f"the file is still damaged: {store.notice}")


def _identity(each: Attempt) -> tuple[object, ...]:
    return each.item, each.verdict, each.response, each.at


def _answers() -> list[Attempt]:
    return [
        replace(attempt(str(number), "wrong" if number % 3 else "right"), at=NOW)
        for number in range(ANSWERS)
    ]


def _answer(store: Store, name: str) -> Attempt:
    return replace(attempt(name), session_id=store.begin("conv", "test", [name], 1, NOW).id)


def whole_progress(folder: Path) -> bytes:
    """Return the content of an undamaged progress file with a few hundred answers."""
    path = folder / "progress.db"
    with closing(Store(path)) as store:
        session = store.begin("conv", "practice", ["0"], 7, NOW).id
        for each in _answers():
            store.add(replace(each, session_id=session))
        store.keep_place("conv", "learn", 2, NOW)
        store.finish("conv", "learn", NOW)
    return path.read_bytes()


def damaged_proofs(whole: bytes, folder: Path, luck: random.Random, counts: Counter[str]) -> None:
    """Read a damaged file of proofs, count the missing ones, and store all proofs again.

    Raises:
        WrongError: the proofs cannot be stored again.
    """
    path, bank = folder / "proofs.db", folder / "conv.yaml"
    bank.write_text("lesson: conv")
    _write_damaged(path, whole, luck)
    with closing(Proofs(path)) as proofs:
        counts["items"] += len(ITEMS)
        counts["missing"] += sum(proofs.item(each.proof) is None for each in ITEMS)
        with suppress(TorchquizError):  # a message that the lesson will be proven again
            catalogue = Catalogue([bank], proofs)
            for entry in catalogue.entries():
                catalogue.complete_lesson(entry)
            catalogue.search("conv", catalogue.entries())
    # If the first attempt to store proofs discovers damage, it drops all; the second stores them.
    if not any(_store_and_read(path, bank) for _ in range(2)):
        raise WrongError("proofs that were stored again are missing")


def _store_and_read(path: Path, bank: Path) -> bool:
    """Store all proofs, and return whether the file contains all of them afterwards."""
    with closing(Proofs(path)) as proofs:
        _store_proofs(proofs, bank)
        catalogue = Catalogue([bank], proofs)
        entries = catalogue.entries()
        catalogue.search("conv", entries)
        return all(map(catalogue.complete_lesson, entries))


def _store_proofs(proofs: Proofs, bank: Path) -> None:
    proofs.keep_items(ITEMS)
    proofs.keep_lesson(lesson_key(bank), lesson(*ITEMS))


def whole_proofs(folder: Path) -> bytes:
    """Return the content of an undamaged file with the proofs of one lesson."""
    path, bank = folder / "proofs.db", folder / "conv.yaml"
    bank.write_text("lesson: conv")
    with closing(Proofs(path)) as proofs:
        _store_proofs(proofs, bank)
        Catalogue([bank], proofs).search("conv", Catalogue([bank], proofs).entries())
    return path.read_bytes()


def _write_damaged(path: Path, whole: bytes, luck: random.Random) -> None:
    """Write a copy of a database in which bytes are damaged or rows contain junk."""
    if luck.random() < 0.7:
        path.write_bytes(mutated_bytes(whole, luck))
        return
    path.write_bytes(whole)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        query = "select name from sqlite_master where type = 'table' and sql not like '%virtual%'"
        tables = [name for (name,) in db.execute(query)]
        for _ in range(luck.randint(1, 5)):
            table = luck.choice(tables)
            columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
            changed, value, part = luck.choice(columns), luck.choice(JUNK), luck.choice((1, 20))
            # A constraint of the table may refuse the value, and some tables have no row ids.
            with suppress(sqlite3.Error):
                db.execute(f"update {table} set {changed} = {value} where rowid % {part} = 0")


FILES: dict[
    str,
    tuple[Callable[[Path], bytes], Callable[[bytes, Path, random.Random, Counter[str]], None]],
] = {
    "progress.db": (whole_progress, damaged_progress),
    "proofs.db": (whole_proofs, damaged_proofs),
}
"""For each file, a function that returns it undamaged, and one that uses a damaged copy."""


def soak(name: str, times: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Damage a file many times, and return the counts and the failures."""
    make, use = FILES[name]
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        whole = make(Path(folder))
    for number in range(times):
        luck = random.Random(f"{seed} {name} {number}")
        with tempfile.TemporaryDirectory() as folder:
            try:
                with time_limit():
                    use(whole, Path(folder), luck, counts)
            except StoreError as error:
                counts["refused"] += 1
                failures.append(f"{name}, --seed {seed}, number {number}: refused: {error}")
            except (Exception, HangError):
                details = traceback.format_exc(limit=-6)
                failures.append(f"{name}, --seed {seed}, number {number}: {details}")
    return counts, failures


def main() -> int:
    """Damage both files many times and print the losses; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    all_failures: list[str] = []
    for name in FILES:
        counts, failures = soak(name, arguments.times, arguments.seed)
        figures = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        print(f"{name}, damaged {arguments.times:,} times: {figures}", flush=True)
        all_failures += failures
    for failure in all_failures[:20]:
        print(f"\n{failure}")
    print(f"{len(all_failures)} tracebacks, hangs, refusals and silent losses")
    return 1 if all_failures else 0


if __name__ == "__main__":
    sys.exit(main())
