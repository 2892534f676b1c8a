"""Describes a session: the learner's position, what is left, and the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import RIGHT, WRONG, clock, counted, duration

if TYPE_CHECKING:
    from torchquiz.engine.study.rules import Rules
    from torchquiz.engine.study.session import Session
    from torchquiz.engine.study.summary import ItemResult, Summary


def place_in_session(session: Session) -> str:
    """Return the position in the session, such as `7 of 12`."""
    return f"{session.number} of {session.total}"


def standing_of(session: Session) -> str:
    """Return the position, the level, and what is left: `3 of 5   hard   2 tries left   4:12`."""
    return "   ".join([place_in_session(session), session.item.level, *_left(session)])


def what_is_left(session: Session) -> str:
    """Return how many tries and how much time are left, such as `2 tries left, 4:12`.

    The result is an empty string if neither tries nor time is limited.
    """
    return ", ".join(_left(session))


def _left(session: Session) -> list[str]:
    parts = []
    has_several_tries = (session.rules.tries or 0) > 1
    if has_several_tries and session.tries_left and not session.is_settled:
        parts.append(f"{counted(session.tries_left, 'try', 'tries')} left")
    if session.seconds_left is not None:
        parts.append(clock(session.seconds_left))
    return parts


def result_lines(summary: Summary, rules: Rules) -> list[str]:
    """Return sentences with the result of a session: the score, the time and the badge."""
    is_untouched = not summary.results and not summary.is_out_of_time
    if rules.tries is None or is_untouched:
        return [score(summary)]
    lines = [_solved(summary, rules.tries)]
    if summary.is_out_of_time:
        lines.append("Time is up.")
    if rules.badge and summary.badge:
        lines.append(f"★ Badge earned: {rules.badge}.")
    elif rules.badge:
        lines.append(f"Solve all of them in time to earn “{rules.badge}”.")
    return lines


def _solved(summary: Summary, tries: int) -> str:
    """Return how many items were solved, such as `4 of 5 solved, 3 on the first try`."""
    text = f"{summary.solved} of {summary.total} solved"
    if summary.solved and tries > 1:
        is_all_first = summary.right == summary.solved
        count = "each" if is_all_first else str(summary.right)
        text += f", {count} on the first try"
    if summary.results:
        text += f", in {duration(summary.elapsed_s)}"
    return f"{text}."


def score(summary: Summary) -> str:
    """Return a sentence that says how many items were right on the first try."""
    total = len(summary.results)
    if not total:
        return "Nothing was answered."
    count = "All" if summary.right == total and total > 1 else f"{summary.right} of"
    return f"{count} {total} right on the first try, in {duration(summary.elapsed_s)}."


def hints_used(missed: ItemResult) -> str:
    """Return how many hints and extra tries the learner used for a missed item.

    The result is an empty string if the learner used neither.
    """
    parts = [counted(missed.hints, "hint")] if missed.hints else []
    if missed.tries > 1:
        tries = counted(missed.tries, "try", "tries")
        parts.append(f"solved after {tries}" if missed.is_solved else f"not solved in {tries}")
    return ", ".join(parts)


def answered_before(session: Session, item: str) -> str:
    """Return the result of a question that was answered earlier in this session."""
    for result in session.summary().results:
        if result.item.item == item:
            stem = result.stem.strip().splitlines()[0]
            if result.is_right:
                return f"{RIGHT} Answered: {stem}"
            return f"{WRONG} Missed on the first try: {stem}"
    return ""
