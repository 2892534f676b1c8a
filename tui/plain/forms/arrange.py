"""Asks for the order of lines, typed as a sequence of letters."""

import re
from collections.abc import Iterable

from torchquiz.engine import wording
from torchquiz.engine.grading.arrange import nearest, right_order
from torchquiz.engine.grading.grade import Arranged, Unreadable
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import code_lines

WORD = re.compile(r"[^\s,;.)]+")
"""A letter or number in an answer, such as `b`, `a` or `c` in `b, a; c)`."""


def needs_colon(answer: Arrange) -> bool:
    """Return False, because there are too few lines for one to be labelled `h` or `q`."""
    return False


def prompt(answer: Arrange) -> str:
    """Return a prompt that says how many letters to type.

    The prompt contains no example, because an example could give the answer away.
    """
    return f"All {len(answer.lines)} letters in the right order"


def say(answer: Arrange, session: Session, dialogue: Dialogue) -> None:
    """Print the lines with their letters."""
    dialogue.say("")
    _say_lines(answer, range(len(session.lines)), session, dialogue)


def hear(answer: Arrange, prompt: str, hearing: Hearing) -> Arranged | Unreadable:
    """Ask for the letters of the lines in the right order."""
    places = _places(hearing.line(f"{prompt}: "))
    if sorted(places) != list(range(len(answer.lines))):
        return Unreadable(
            f"Type each letter from A to {wording.letter(len(answer.lines) - 1)} once."
        )
    return Arranged(tuple(hearing.session.lines[place][0] for place in places))


def say_key(answer: Arrange, session: Session, dialogue: Dialogue) -> None:
    """Print a correct order: if there are several, the one closest to the learner's response."""
    assert isinstance(session.response, Arranged)
    dealt = [index for index, _ in session.lines]
    right = [dealt.index(line) for line in nearest(answer, session.response.order)]
    dialogue.say(f"{right_order(answer, [wording.letter(place) for place in right])}.")
    _say_lines(answer, right, session, dialogue)


def _say_lines(
    answer: Arrange, places: Iterable[int], session: Session, dialogue: Dialogue
) -> None:
    for place in places:
        _, text = session.lines[place]
        letter = wording.letter(place)
        if "\n" in text.rstrip("\n"):
            dialogue.say(f"{letter})", *code_lines(text))
        elif answer.form == "prose":
            dialogue.tell(f"{letter}) {text}")
        else:
            dialogue.say(f"{letter}) {text}")


def _places(line: str) -> list[int]:
    """Return the indexes of the lines that the typed letters or numbers stand for."""
    words = WORD.findall(line)
    if len(words) == 1 and words[0].isalnum():
        words = list(words[0])
    return [_place(word) for word in words]


def _place(word: str) -> int:
    """Return the index that a letter or number stands for, or -1 if it is neither."""
    if word.isdecimal():
        return int(word) - 1
    return ord(word.upper()) - ord("A") if len(word) == 1 else -1
