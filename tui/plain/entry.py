"""What may be typed at a question, and how a typed line is read; grading is the engine's."""

import re
from typing import Literal

from engine.answers.grade import Chosen, Unreadable
from engine.models.answers import Answer, Choose, Fill, Option, Reveal, Typed, Write
from tui import wording

Command = Literal["hint", "setup", "experiment", "show", "quit"]
EXPERIMENT = "e"
"""Could be an option or a name, so it is a command only behind a colon."""
REPORT = ":report"
"""Takes words after it, unlike the others."""
COMMANDS: dict[str, Command] = {
    "h": "hint",
    "hint": "hint",
    "setup": "setup",
    EXPERIMENT: "experiment",
    "s": "show",
    "show": "show",
    "q": "quit",
    "quit": "quit",
}

VALUES = {
    "shape": "A shape such as (1, 3, 32, 32)",
    "tuple": "Values such as (1, 2, 3)",
    "list": "Values such as [1, 2, 3]",
    "int": "A whole number",
    "float": "A number",
    "bool": "True or False",
    "dtype": "A dtype such as torch.float32",
}
"""What is typed for each tag of value; none of these could be a command. Everything else is text, which could."""

LETTERS_BEFORE_H = 7

Shown = tuple[tuple[int, Option], ...]


def needs_colon(answer: Answer) -> bool:
    """Whether `h` or `q` could be meant as the answer, so that a command must be written `:h` or `:q`."""
    if isinstance(answer, Choose):
        return len(answer.options) > LETTERS_BEFORE_H
    if isinstance(answer, Reveal):
        return False
    return isinstance(answer, Fill | Write) or answer.key.tag not in VALUES


def command(line: str, needs_colon: bool) -> Command | None:
    """The command that a line is; None when it is an answer."""
    word = line.strip().lower()
    if word.startswith(":"):
        return COMMANDS.get(word[1:])
    return None if needs_colon or word == EXPERIMENT else COMMANDS.get(word)


def reported(line: str) -> str | None:
    """What a learner says of the question in `:report WORDS`; None when the line is no report."""
    word, _, said = line.strip().partition(" ")
    return said.strip() if word.lower() == REPORT else None


def wanted(answer: Answer, has_hint: bool, has_setup: bool, has_code: bool = False, can_give_up: bool = False) -> str:
    """What can be typed now, in one line."""
    colon = ":" if needs_colon(answer) else ""
    ways = [_wanted(answer)]
    ways += [f"{colon}s for the right answer"] if can_give_up else []
    ways += [f"{colon}h for a hint"] if has_hint else []
    ways += [f"{colon}setup for the code that runs before"] if has_setup else []
    ways += [":e to experiment"] if has_code else []
    return ", ".join([*ways, f"{colon}q to stop"])


def _wanted(answer: Answer) -> str:
    if isinstance(answer, Choose):
        span = _span(len(answer.options))
        return f"One or more of {span}, such as a c" if answer.several else span
    if isinstance(answer, Typed):
        return VALUES.get(answer.key.tag, "What it prints" if answer.key.tag == "str" else "The value")
    if isinstance(answer, Reveal):
        return "Enter to turn the card"
    if isinstance(answer, Write):
        return "Enter to begin writing"
    return "Code for the blank" if len(answer.blanks) == 1 else f"Code for each of {len(answer.blanks)} blanks"


def _span(count: int) -> str:
    if count == 2:
        return f"{wording.letter(0)} or {wording.letter(1)}"
    return f"{wording.letter(0)} to {wording.letter(count - 1)}"


def has_lines(expected: str) -> bool:
    """Whether an answer is read line by line up to an empty line."""
    return "\n" in expected.strip("\n")


def picked(line: str, options: Shown, several: bool) -> Chosen | Unreadable:
    """The options that a line names by letter, place or text."""
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


def _words(line: str, several: bool) -> list[str]:
    words = [word for word in re.split(r"[\s,;.)]+", line) if word and word.lower() != "and"]
    return list(words[0]) if several and len(words) == 1 and words[0].isalpha() else words


def _pick(word: str, options: Shown) -> int | Unreadable:
    named = _named(word, options)
    place = int(word) - 1 if re.fullmatch(r"[0-9]{1,2}", word) else ord(word.upper()) - ord("A") if len(word) == 1 else -1
    if not 0 <= place < len(options):
        return named[0] if named else Unreadable(f"There is no option {word}; type {_span(len(options))}.")
    if word.isdigit() and named and named != [options[place][0]]:
        return Unreadable(f"{word} could be an option or its place; type {_span(len(options))}.")
    return options[place][0]


def _named(text: str, options: Shown) -> list[int]:
    """The options whose text this is."""
    return [index for index, option in options if option.text.strip().casefold() == text.casefold()]
