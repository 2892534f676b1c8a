"""Explains when an item comes back and why, with the numbers behind the schedule."""

from datetime import datetime
from itertools import takewhile

from torchquiz.engine.grading.ratings import RATINGS
from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import LONGEST_DAYS, Recall
from torchquiz.engine.progress.scheduled_items import ScheduledItem


def reason(item: ScheduledItem, now: datetime) -> str:
    """Explain why an item is due on its due date.

    The sentences describe the item's ratings, how stable the memory is, and how likely the learner
    is to recall the item now.
    """
    return f"{_ratings(item)} {_stability(item.recall, now)} {_chance(item.recall, now)}"


def when(moment: datetime, now: datetime) -> str:
    """Describe a date relative to now: `today`, `tomorrow`, `in 5 days, on 6 March`."""
    days = (moment.astimezone(now.tzinfo).date() - now.date()).days
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days, on {day(moment, now)}"


def day(moment: datetime, now: datetime) -> str:
    """Return a date such as `3 December` in the time zone of `now`.

    The year is included unless it is the current one.
    """
    moment = moment.astimezone(now.tzinfo)
    year = f" {moment.year}" if moment.year != now.year else ""
    return f"{moment.day} {moment:%B}{year}"


def _ratings(item: ScheduledItem) -> str:
    """Describe the latest rating in a sentence, such as "You were right 3 times in a row"."""
    latest = RATINGS[item.ratings[-1]]
    did = f"rated it {latest.name}" if item.kind in CARD_KINDS else latest.earned
    row = _length_of_last_run(item)
    return f"You {did}." if row == 1 else f"You {did} {row} times in a row."


def _length_of_last_run(item: ScheduledItem) -> int:
    """Return how many times in a row, up to now, the item has received its latest rating."""
    latest = item.ratings[-1]
    runs = takewhile(lambda rating: rating == latest, reversed(item.ratings))
    return sum(1 for _ in runs)


def _stability(known: Recall, now: datetime) -> str:
    days = f"{known.stability:.1f} days" if known.stability < 10 else f"{known.stability:.0f} days"
    if known.stability < 1:
        return (
            f"Your chance of recall would fall to 90 % after {days}, but the shortest interval "
            "is a day."
        )
    if known.stability > LONGEST_DAYS:
        return (
            f"Your chance of recall would fall to 90 % after {days}, but intervals are "
            "capped at one year, so"
            f" the item is due on {day(known.due, now)}."
        )
    return (
        f"Your chance of recall is expected to fall to 90 % after {days}, on {day(known.due, now)}."
    )


def _chance(known: Recall, now: datetime) -> str:
    return f"It is now about {known.chance(now):.0%}.".replace("%", " %")
