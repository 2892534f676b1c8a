"""Asks the learner to choose options, each given by its letter, its number or its text."""

import re

from torchquiz.engine import wording
from torchquiz.engine.grading.form import DealtOptions
from torchquiz.engine.grading.grade import Chosen, Unreadable
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import code_lines

LETTERS_BEFORE_H = 7
BETWEEN = re.compile(r"[\s,;.)]+")
"""Separator between the letters of an answer, such as `, ` in `a, c` or `) ` in `a) c)`."""
PLACE = re.compile(r"[0-9]{1,2}")
"""Number of an option in ASCII digits, from `1` to `99`."""


def needs_colon(answer: Choose) -> bool:
    """Return whether there are enough options for one of them to be labelled `h`."""
    return len(answer.options) > LETTERS_BEFORE_H


def prompt(answer: Choose) -> str:
    """Return a prompt with the range of letters that the learner can type."""
    span = _span(len(answer.options))
    return f"One or more of {span}, such as a c" if answer.several else span


def say(answer: Choose, session: Session, dialogue: Dialogue) -> None:
    """Print the options with their letters."""
    dialogue.say("")
    for place, (_, option) in enumerate(session.options):
        _say_option(place, option, dialogue)


def hear(answer: Choose, prompt: str, hearing: Hearing) -> Chosen | Unreadable:
    """Ask for the letters of one or more options."""
    return parse_options(hearing.line(f"{prompt}: "), hearing.session.options, answer.several)


def say_key(answer: Choose, session: Session, dialogue: Dialogue) -> None:
    """Print the letters of the right options."""
    keys = [
        wording.letter(place) for place, (_, option) in enumerate(session.options) if option.is_key
    ]
    dialogue.say(f"Right: {', '.join(keys)}.")


def parse_options(line: str, options: DealtOptions, several: bool) -> Chosen | Unreadable:
    """Return the options that a line names by letter, number or text."""
    if not line.strip():
        return Unreadable("Choose an option first.")
    words = [line.strip()] if _named(line.strip(), options) else _words(line, several)
    picks = []
    for word in words:
        pick = _pick(word, options)
        if isinstance(pick, Unreadable):
            return pick
        picks.append(pick)
    return Chosen(tuple(dict.fromkeys(picks)))


def _say_option(place: int, option: Option, dialogue: Dialogue) -> None:
    letter = wording.letter(place)
    if "\n" in option.text.rstrip("\n"):
        dialogue.say(f"{letter})", *code_lines(option.text))
    elif option.form == "prose":
        dialogue.tell(f"{letter}) {option.text}")
    else:
        dialogue.say(f"{letter}) {option.text}")


def _span(count: int) -> str:
    if count == 2:
        return f"{wording.letter(0)} or {wording.letter(1)}"
    return f"{wording.letter(0)} to {wording.letter(count - 1)}"


def _words(line: str, several: bool) -> list[str]:
    words = [word for word in BETWEEN.split(line) if word and word.lower() != "and"]
    is_run_together = several and len(words) == 1 and words[0].isalpha()
    return list(words[0]) if is_run_together else words


def _pick(word: str, options: DealtOptions) -> int | Unreadable:
    named = _named(word, options)
    place = _place(word)
    if not 0 <= place < len(options):
        if named:
            return named[0]
        return Unreadable(f"“{word}” is not an option; type {_span(len(options))}.")
    if word.isdigit() and named and named != [options[place][0]]:
        return Unreadable(
            f"{word} is both one option and the number of another; type {_span(len(options))}."
        )
    return options[place][0]


def _place(word: str) -> int:
    """Return the index that a number or letter stands for, or -1 if the word is neither."""
    if PLACE.fullmatch(word):
        return int(word) - 1
    return ord(word.upper()) - ord("A") if len(word) == 1 else -1


def _named(text: str, options: DealtOptions) -> list[int]:
    """Return the indexes of the options with this text."""
    return [index for index, option in options if option.text.strip().casefold() == text.casefold()]
