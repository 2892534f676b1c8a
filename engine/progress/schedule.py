"""What comes back when: a card of memory for every item that was answered, made from its stored first tries.

A card changes within the transaction that stores its attempt, so home counts what is due by one query; nothing but the attempts
and the overrides decides, and all cards can be made anew from them.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from msgspec import Struct

from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import (
    EARLY,
    METHOD,
    RATINGS,
    Rated,
    Rating,
    Recall,
    first_recall,
    recall,
)
from torchquiz.engine.progress.database import Database, stored

TRIES = (
    "select lesson, item, kind, id, at, verdict, hints, response,"
    " (select rating from override where attempt_id = attempt.id order by id desc limit 1) from attempt where try = 1"
)
COLUMNS = (
    "lesson, item, kind, verdict, ratings, stability, difficulty, first, last, due, attempt_id"
)
DUE = "(due <= ? or last > ?)"
"""A card rated in the future stems from a clock that was ahead; it is due rather than lost."""


NO_CARD = "kind not in ({})".format(", ".join(f"'{kind}'" for kind in sorted(CARD_KINDS)))
"""For items that are not flash cards."""
AMONG = "(? or lesson in (select value from json_each(?)))"


class Card(Struct, frozen=True):
    """An item that was answered, and how well it is remembered."""

    lesson: str
    item: str
    kind: str
    verdict: str
    """Of the latest first try, whatever rating stands for it."""
    ratings: tuple[Rating, ...]
    """Of every first try, oldest first; never empty."""
    recall: Recall
    first: datetime
    """When it was met."""
    attempt_id: int
    """The latest first try, whose rating can be overridden."""


class Schedule:
    """The cards of all lessons."""

    def __init__(self, file: Database) -> None:
        self._file = file

    def make_current(self) -> None:
        """Make all cards anew when they were made by another method, or never."""
        if self._file.read("select method from scheduled") == [(METHOD,)]:
            return
        with self._file.writing("make the schedule") as db:
            db.execute("delete from card")
            tries = db.execute(f"{TRIES} order by lesson, item, id")
            _keep(db, [_made(list(rows)) for _, rows in groupby(tries, key=lambda row: row[:2])])
            db.execute("delete from scheduled")
            db.execute("insert into scheduled (method) values (?)", (METHOD,))

    def card(self, lesson: str, item: str) -> Card | None:
        """The card of an item; None when it was never answered."""
        rows = self._file.read(
            f"select {COLUMNS} from card where lesson = ? and item = ?", (lesson, item)
        )
        return _card(rows[0]) if rows else None

    def due(
        self, now: datetime, lessons: Collection[str] | None = None, at_most: int | None = None
    ) -> list[Card]:
        """What is due in these lessons or in all: flash cards and what was missed first, then what has waited longest."""
        rows = self._file.read(
            f"select {COLUMNS} from card where {DUE} and {AMONG}"
            f" order by {NO_CARD} and ratings not like '%1', due, lesson, item limit ?",
            (*_soon(now), *_among(lessons), -1 if at_most is None else at_most),
        )
        return [_card(row) for row in rows]

    def count_due(self, now: datetime) -> dict[str, int]:
        """How many items are due, by lesson; lessons with none are left out."""
        return dict(
            self._file.read(
                f"select lesson, count(*) from card where {DUE} group by lesson", _soon(now)
            )
        )

    def next_due(self, now: datetime, lessons: Collection[str] | None = None) -> datetime | None:
        """When the next item of these lessons, or of all, falls due that is not due yet; None when there is none."""
        ((due,),) = self._file.read(
            f"select min(due) from card where not {DUE} and {AMONG}",
            (*_soon(now), *_among(lessons)),
        )
        return datetime.fromisoformat(due) if due else None

    def met(self, lesson: str) -> set[str]:
        """The items of a lesson that were answered."""
        return {
            item for (item,) in self._file.read("select item from card where lesson = ?", (lesson,))
        }

    def alternatives(self, card: Card) -> dict[Rating, Recall]:
        """How well the item would be remembered had its latest try been rated otherwise, by rating."""
        tries = self._file.read(
            f"{TRIES} and lesson = ? and item = ? order by id", (card.lesson, card.item)
        )
        *before, last = map(_rated, tries)
        known = recall(before) if before else None
        return {
            rating: known.after(rating, last.at) if known else first_recall(rating, last.at)
            for rating in RATINGS
        }

    def met_cards(self, since: datetime) -> int:
        """How many flash cards were met for the first time since a moment."""
        ((count,),) = self._file.read(
            f"select count(*) from card where not {NO_CARD} and first >= ?", (stored(since),)
        )
        return int(count)

    def override(self, card: Card, rating: Rating, now: datetime) -> Card:
        """Let another rating stand for the card's latest try; the try itself stays as it was.

        Raises:
            StoreError: the disk takes nothing.
        """
        with self._file.writing("change the rating") as db:
            db.execute(
                "insert into override (attempt_id, rating, at) values (?, ?, ?)",
                (card.attempt_id, rating, stored(now)),
            )
            reschedule(db, card.lesson, card.item)
        changed = self.card(card.lesson, card.item)
        assert changed is not None
        return changed

    def drop(self, items: Iterable[tuple[str, str]]) -> None:
        """Take items off the schedule that their lessons no longer have; a new attempt at one puts it back."""
        with self._file.writing("update the schedule") as db:
            db.executemany("delete from card where lesson = ? and item = ?", items)


def reschedule(db: sqlite3.Connection, lesson: str, item: str) -> None:
    """Make an item's card anew, within the transaction that stores what changes it."""
    _keep(
        db,
        [
            _made(
                db.execute(
                    f"{TRIES} and lesson = ? and item = ? order by id", (lesson, item)
                ).fetchall()
            )
        ],
    )


def _made(tries: list[tuple[Any, ...]]) -> Card:
    """The card of one item's first tries, oldest first."""
    lesson, item, kind, attempt_id, _, verdict = tries[-1][:6]
    rated = [_rated(row) for row in tries]
    return Card(
        lesson,
        item,
        kind,
        verdict,
        tuple(one.rating for one in rated),
        recall(rated),
        rated[0].at,
        attempt_id,
    )


def _rated(row: tuple[Any, ...]) -> Rated:
    return Rated(_rating(row[2], *row[5:]), datetime.fromisoformat(row[4]))


def _rating(kind: str, verdict: str, hints: int, response: str, override: Rating | None) -> Rating:
    if override is not None:
        return override
    if kind in CARD_KINDS:
        (said,) = json.loads(response)
        return said  # type: ignore[no-any-return]
    return 1 if verdict == "wrong" else 2 if hints else 3


def _keep(db: sqlite3.Connection, cards: list[Card]) -> None:
    db.executemany(
        f"insert or replace into card ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(card.lesson, card.item, card.kind, card.verdict, "".join(map(str, card.ratings))),
                *(card.recall.stability, card.recall.difficulty),
                *(
                    stored(card.first),
                    stored(card.recall.last),
                    stored(card.recall.due),
                    card.attempt_id,
                ),
            )
            for card in cards
        ],
    )


def _card(row: tuple[Any, ...]) -> Card:
    lesson, item, kind, verdict, ratings, stability, difficulty, first, last, due, attempt_id = row
    known = Recall(stability, difficulty, datetime.fromisoformat(last), datetime.fromisoformat(due))
    rated: tuple[Rating, ...] = tuple(map(int, ratings))  # type: ignore[arg-type]
    return Card(
        lesson, item, kind, verdict, rated, known, datetime.fromisoformat(first), attempt_id
    )


def _among(lessons: Collection[str] | None) -> tuple[bool, str]:
    return lessons is None, json.dumps(list(lessons or ()))


def _soon(now: datetime) -> tuple[str, str]:
    soon = stored(now + EARLY)
    return soon, soon
