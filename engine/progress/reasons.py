"""Why an item comes back when it does, in sentences that name the numbers behind it."""

from datetime import datetime

from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import LONGEST_DAYS, RATINGS, Rating, Recall
from torchquiz.engine.progress.schedule import Card

GRADED: dict[Rating, str] = {
    1: "missed it",
    2: "were right with a hint",
    3: "were right",
    4: "rated it easy",
}


def reason(card: Card, now: datetime) -> str:
    """Why the card is due when it is: its ratings, how stable the memory is, and how likely it is recalled now."""
    return f"{_ratings(card)} {_stability(card.recall, now)} {_chance(card.recall, now)}"


def when(moment: datetime, now: datetime) -> str:
    """A day as one says it: `today`, `tomorrow`, `in 5 days, on 6 March`."""
    days = (moment.astimezone(now.tzinfo).date() - now.date()).days
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days, on {day(moment, now)}"


def day(moment: datetime, now: datetime) -> str:
    """`3 December`, with its year when that is not this one, in the zone of `now`."""
    moment = moment.astimezone(now.tzinfo)
    year = f" {moment.year}" if moment.year != now.year else ""
    return f"{moment.day} {moment:%B}{year}"


def _ratings(card: Card) -> str:
    last = card.ratings[-1]
    row = len(card.ratings) - len("".join(map(str, card.ratings)).rstrip(str(last)))
    said = f"rated it {RATINGS[last]}" if card.kind in CARD_KINDS else GRADED[last]
    times = "" if row == 1 else f" {row} times in a row"
    return f"You {said}{times}."


def _stability(known: Recall, now: datetime) -> str:
    days = f"{known.stability:.1f} days" if known.stability < 10 else f"{known.stability:.0f} days"
    if known.stability < 1:
        return f"Recall would fall to 90 % after {days}; the shortest interval is a day."
    if known.stability > LONGEST_DAYS:
        return f"Recall would fall to 90 % after {days}; the longest interval is a year, to {day(known.due, now)}."
    return f"Recall is expected to fall to 90 % after {days}, on {day(known.due, now)}."


def _chance(known: Recall, now: datetime) -> str:
    return f"Now it is about {known.chance(now):.0%}.".replace("%", " %")
