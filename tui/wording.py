"""Words for what the engine says, shared by both front ends; no function here knows of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.rules import Rules, Sitting

if TYPE_CHECKING:
    from engine.answers.grade import Checked, Grade, Response
    from engine.models.answers import Option
    from engine.models.runs import Run
    from engine.progress.summary import Answered, Summary
    from engine.session import Session

RIGHT = "✔"
WRONG = "✘"
UNCOUNTED = "○"
BAR = "│"
ARROW = "→"
RATINGS = {1: "again", 2: "hard", 3: "good", 4: "easy"}
"""How well something was recalled."""
KIB = 1024
LETTERS = "ABCDEFGHIJ"
SHORT = 40
"""So many characters of a typed answer still fit into a verdict."""


def verdict(grade: Grade, response: Response, options: Sequence[tuple[int, Option]]) -> str:
    """Right or wrong, in a glyph and words; `options` are the session's, in the order shown."""
    from engine.answers.grade import Rated

    if grade.verdict == "uncounted":
        return f"{UNCOUNTED} Not counted."
    if isinstance(response, Rated):
        return f"{RIGHT if grade.is_right else WRONG} {RATINGS[response.rating].capitalize()}."
    if grade.is_right:
        return f"{RIGHT} Right."
    return f"{WRONG} {_not_this(grade, response, options)}"


def _not_this(grade: Grade, response: Response, options: Sequence[tuple[int, Option]]) -> str:
    from engine.answers.grade import Arranged, Chosen, Rated

    if isinstance(response, Chosen):
        shown = [letter(place) for place, (index, _) in enumerate(options) if index in response.picks]
        if len(shown) == 1 and not grade.credit:
            return f"Not {shown[0]}."
        return "Not all of it." if grade.credit else "Not these."
    if isinstance(response, Arranged):
        placed = f": {sum(grade.cells)} of {len(grade.cells)} in place" if any(grade.cells) else ""
        return f"Not in this order{placed}."
    if grade.cells:
        return f"Not all of it: right in {sum(grade.cells)} of {len(grade.cells)} cells." if any(grade.cells) else "Not these."
    if grade.checks:
        return f"{sum(one.holds for one in grade.checks)} of {counted(len(grade.checks), 'check')} hold."
    assert not isinstance(response, Rated)
    given = response.texts[0].strip()
    if len(response.texts) > 1 or "\n" in given or len(given) > SHORT:
        return "Not this."
    return f"Not {given}."


def check_glyph(check: Checked) -> str:
    """Whether a check of written code holds."""
    return RIGHT if check.holds else WRONG


def belief(grade: Grade) -> str:
    """The mistaken belief behind a wrong answer; empty when none is known."""
    return f"A common belief: “{grade.belief}”" if grade.belief else ""


def run_lines(run: Run) -> list[str]:
    """A real run: `│ code`, then `→ value`; what needs several lines goes on under the arrow."""
    lines = [f"{BAR} {line}" for line in run.code.rstrip("\n").splitlines()]
    if gave := run.gave:
        first, *rest = gave.splitlines()
        asked = f"{run.asked} " if run.value and not run.error else ""
        lines.append(f"{asked}{ARROW} {first}")
        margin = " " * (len(asked) + 2)
        lines += [f"{margin}{line}" for line in rest]
    return lines


def ran(run: Run, torch: str) -> str:
    """Which PyTorch ran it, and how long it took: `PyTorch 2.13.0, 4 ms`."""
    return f"{pytorch(torch)}, {elapsed(run.elapsed_ms)}"


def pytorch(version: str) -> str:
    """`PyTorch 2.13.0`, without the build that a wheel's version names."""
    return f"PyTorch {version.partition('+')[0]}"


def elapsed(ms: float) -> str:
    """A short time in the unit that suits it."""
    if ms < 10:
        return f"{max(ms, 0.1):.1f} ms" if ms < 1 else f"{ms:.0f} ms"
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def duration(seconds: float) -> str:
    """A longer time, as one says it."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return counted(rest, "second")
    return counted(minutes, "minute") if minutes > 9 or not rest else f"{minutes} min {rest} s"


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def letter(place: int) -> str:
    """The letter of the option at this place, from 0."""
    return LETTERS[place]


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


def clock(seconds: int) -> str:
    """What is left of the time: `4:12`."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else "time is up"


def came_to(summary: Summary, rules: Rules) -> list[str]:
    """What a session came to, by its rules: a sentence each for the score, the time and the badge."""
    if rules.tries is None:
        return [score(summary)]
    first = f"{summary.right} at the first try" if summary.right < summary.solved else "each at the first try"
    how = f", {first}" if summary.solved and rules.tries > 1 else ""
    spent = f", in {duration(summary.elapsed_s)}" if summary.answered else ""
    said = [f"{summary.solved} of {summary.total} solved{how}{spent}."]
    if summary.is_out_of_time:
        said.append("Time is up.")
    if rules.badge:
        said.append(
            f"★ Badge earned: {rules.badge}." if summary.badge else f"The badge “{rules.badge}” takes all of them in time."
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


WAY_TITLES: dict[Sitting, str] = {"missed": "Missed again"}
ABOUT_WAYS: dict[Sitting, str] = {
    "start": "what it is, when you need it",
    "why": "the problem it solves, measured",
    "learn": "its concepts, step by step",
    "trace": "a model at work, in numbers",
    "try": "fill in blanks of code",
    "practice": "questions with hints",
    "missed": "what was wrong last time",
    "challenge": "five problems, one clock",
    "project": "build a small model",
    "metrics": "what predictions are worth",
    "review": "what is due, before it fades",
    "test": "ten questions, one verdict",
}


def way_title(way: Sitting) -> str:
    """A way as it is called in a list."""
    return WAY_TITLES.get(way, way.capitalize())


def answered_before(session: Session, item: str) -> str:
    """How a question went that was answered earlier in the same sitting."""
    for one in session.summary().answered:
        if one.item.item == item:
            stem = one.stem.strip().splitlines()[0]
            return f"{RIGHT} Answered: {stem}" if one.is_right else f"{WRONG} Missed at the first try: {stem}"
    return ""


def shape(sizes: Sequence[int]) -> str:
    """A shape as it is read aloud: `1000 × 16 × 32 × 32`."""
    return " × ".join(map(str, sizes))


def parameters(number: int) -> str:
    """`448 parameters`; empty when there are none."""
    return counted(number, "parameter") if number else ""


def memory(size: int) -> str:
    """Bytes in the unit that suits them; empty when none were counted."""
    if not size:
        return ""
    if size < KIB:
        return f"{size} B"
    return f"{size / KIB:,.0f} KiB" if size < KIB * KIB else f"{size / KIB / KIB:,.1f} MiB"


def being_proven(done: int, total: int) -> str:
    """How far a lesson's proof is."""
    return f"being proven {done} of {total}" if total else "being proven"


def has_faults(faults: int, path: str) -> str:
    """Why a lesson is not offered, and what shows more."""
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {'it' if faults == 1 else 'them'}"
