"""Putting lines in order by typing their letters."""

import re
from collections.abc import Iterable

from torchquiz.engine import wording
from torchquiz.engine.grading.arrange import nearest
from torchquiz.engine.grading.grade import Arranged, Unreadable
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import code_lines


def needs_colon(answer: Arrange) -> bool:
    """There are too few lines for a letter to be a command."""
    return False


def wanted(answer: Arrange) -> str:
    """How many letters; an example could be the key."""
    return f"All {len(answer.lines)} letters in the right order"


def say(session: Session, dialogue: Dialogue) -> None:
    """Say the lines by the letters they were dealt."""
    dialogue.say("")
    _say_lines(enumerate(text for _, text in session.lines), session, dialogue)


def hear(answer: Arrange, wanted: str, hearing: Hearing) -> Arranged | Unreadable:
    """Ask for the letters."""
    places = _places(hearing.line(f"{wanted}: "))
    if sorted(places) != list(range(len(answer.lines))):
        return Unreadable(
            f"Type each letter from A to {wording.letter(len(answer.lines) - 1)} once."
        )
    return Arranged(tuple(hearing.session.lines[place][0] for place in places))


def say_key(session: Session, dialogue: Dialogue) -> None:
    """Say the right order that is nearest to what was given."""
    answer, response = session.variant.answer, session.response
    assert isinstance(answer, Arrange) and isinstance(response, Arranged)
    dealt = [index for index, _ in session.lines]
    right = [dealt.index(line) for line in nearest(answer, response.order)]
    some = "A right order" if len(answer.right) > 1 else "The right order"
    dialogue.say(f"{some}: {' '.join(map(wording.letter, right))}.")
    _say_lines(((place, session.lines[place][1]) for place in right), session, dialogue)


def _say_lines(lines: Iterable[tuple[int, str]], session: Session, dialogue: Dialogue) -> None:
    for place, text in lines:
        letter = wording.letter(place)
        if "\n" in text.rstrip("\n"):
            dialogue.say(f"{letter})", *code_lines(text))
        elif _is_prose(session):
            dialogue.tell(f"{letter}) {text}")
        else:
            dialogue.say(f"{letter}) {text}")


def _is_prose(session: Session) -> bool:
    return isinstance(session.variant.answer, Arrange) and session.variant.answer.form == "prose"


def _places(line: str) -> list[int]:
    """The places that a line names by letter or number, in its order; one that names none stands as -1."""
    words = re.findall(r"[^\s,;.)]+", line)
    if len(words) == 1 and words[0].isalnum():
        words = list(words[0])
    return [
        int(word) - 1
        if word.isdecimal()
        else ord(word.upper()) - ord("A")
        if len(word) == 1
        else -1
        for word in words
    ]
