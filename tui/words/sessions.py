"""A session in words: where it is, what is left, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import RIGHT, WRONG, clock, counted, duration

if TYPE_CHECKING:
    from torchquiz.engine.study.rules import Rules
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.summary import Answered, Summary


def place_in_session(session: Session) -> str:
    """Where the session stands: `7 of 12`."""
    return f"{session.number} of {session.total}"


def standing_of(session: Session) -> str:
    """Where the session stands, the item's level, and what is left: `3 of 5   hard   2 tries left   4:12`."""
    return "   ".join([place_in_session(session), session.item.level, *_left(session)])


def left(session: Session) -> str:
    """The tries and the time that are left: `2 tries left, 4:12`; empty where neither is limited."""
    return ", ".join(_left(session))


def _left(session: Session) -> list[str]:
    parts = []
    if session.tries_left and (session.rules.tries or 0) > 1 and not session.is_settled:
        parts.append(f"{counted(session.tries_left, 'try', 'tries')} left")
    if session.seconds_left is not None:
        parts.append(clock(session.seconds_left))
    return parts


def came_to(summary: Summary, rules: Rules) -> list[str]:
    """What a session came to, by its rules: a sentence each for the score, the time and the badge."""
    if rules.tries is None:
        return [score(summary)]
    first = (
        f"{summary.right} at the first try"
        if summary.right < summary.solved
        else "each at the first try"
    )
    how = f", {first}" if summary.solved and rules.tries > 1 else ""
    spent = f", in {duration(summary.elapsed_s)}" if summary.answered else ""
    said = [f"{summary.solved} of {summary.total} solved{how}{spent}."]
    if summary.is_out_of_time:
        said.append("Time is up.")
    if rules.badge:
        said.append(
            f"★ Badge earned: {rules.badge}."
            if summary.badge
            else f"The badge “{rules.badge}” takes all of them in time."
        )
    return said


def score(summary: Summary) -> str:
    """What a session came to, in one sentence."""
    total = len(summary.answered)
    if not total:
        return "Nothing was answered."
    count = "All" if summary.right == total and total > 1 else f"{summary.right} of"
    return f"{count} {total} right at the first try, in {duration(summary.elapsed_s)}."


def hints_used(missed: Answered) -> str:
    """What a missed item took beyond one try without a hint; empty when it took nothing."""
    parts = [counted(missed.hints, "hint")] if missed.hints else []
    if missed.tries > 1:
        tries = counted(missed.tries, "try", "tries")
        parts.append(f"solved after {tries}" if missed.is_solved else f"not solved in {tries}")
    return ", ".join(parts)


def answered_before(session: Session, item: str) -> str:
    """How a question went that was answered earlier in the same sitting."""
    for one in session.summary().answered:
        if one.item.item == item:
            stem = one.stem.strip().splitlines()[0]
            return (
                f"{RIGHT} Answered: {stem}"
                if one.is_right
                else f"{WRONG} Missed at the first try: {stem}"
            )
    return ""
