"""Formats suggested improvements for the report of a check."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from torchquiz.engine.authoring.guessing.lesson_guess import LessonGuess, summary
from torchquiz.engine.authoring.suggested_improvements import Improvements
from torchquiz.engine.errors import Fault


def all_remarks(improvements: Improvements) -> list[Fault]:
    """Return all remarks, including those about optional fields that lessons leave out."""
    return sorted(improvements.remarks + improvements.omissions)


def improvement_sections(
    improvements: Improvements, *, with_advice: bool, with_omissions: bool
) -> list[str]:
    """Return the text report's sections on improvements. Empty or unwanted ones are left out."""
    sections: list[tuple[str, Sequence[str]]] = []
    if with_omissions:
        sections.append(("left out:", list(map(str, improvements.omissions))))
    if with_advice:
        # Omissions are not listed here if they have a section of their own.
        remarks = improvements.remarks if with_omissions else all_remarks(improvements)
        sections.append(("advice:", list(map(str, sorted(remarks)))))
        general = [f"  {_on_one_line(sentence)}" for sentence in improvements.general]
        sections.append((f"general sentences not tested by a rule: {len(general):,}", general))
        sections.append(
            ("keys guessed from the options alone:", _guess_lines(improvements.guesses))
        )
    return ["\n".join([head, *lines]) for head, lines in sections if lines]


def plain_improvements(
    improvements: Improvements, *, with_advice: bool, with_omissions: bool
) -> dict[str, Any]:
    """Return the requested improvements as plain data for the JSON report."""
    result: dict[str, Any] = {}
    if with_advice:
        result["remarks"] = list(map(plain_fault, all_remarks(improvements)))
        result["general_sentences"] = list(map(plain_fault, improvements.general))
        result["guessed"] = list(map(_plain_guess, improvements.guesses))
    if with_omissions:
        result["omissions"] = list(map(plain_fault, improvements.omissions))
    return result


def plain_fault(fault: Fault) -> dict[str, Any]:
    """Return a fault as a dictionary, without the value that only `torchquiz fill` uses."""
    fields = msgspec.structs.asdict(fault)
    return {name: value for name, value in fields.items() if name != "amendment"}


def _on_one_line(remark: Fault) -> str:
    return f"{remark.path}:{remark.line}:{remark.column}: {remark.message}"


def _guess_lines(guesses: Sequence[LessonGuess]) -> list[str]:
    """Return lines about answer keys that can be guessed from the form of the options."""
    given_away = [str(remark) for guess in guesses for remark in guess.given_away]
    return [*given_away, *summary(guesses)]


def _plain_guess(guess: LessonGuess) -> dict[str, Any]:
    return asdict(guess) | {"given_away": list(map(plain_fault, guess.given_away))}
