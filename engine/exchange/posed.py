"""A variant as another program can pose it.

Its words are Markdown, and its answer has one of a few plain forms.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.answers import (
    Answer,
    Arrange,
    Choose,
    Fill,
    Near,
    Option,
    Reveal,
    Row,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Item, Lesson, Level, Variant
from torchquiz.engine.models.runs import Value

BRACKETS = re.compile(r"^(torch\.Size)?\(?[(\[]|[)\]]\)?$")
"""What stands around the numbers of a shape or a list: `torch.Size([` and `])`, `(` and `)`."""
COMMA = re.compile(r",\s*")
"""What separates two numbers: `, `."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option."""

    text: str
    is_key: bool
    because: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to be typed."""

    label: str
    """What is asked, where there are several; empty where there is one."""
    accepted: tuple[str, ...]
    """Texts that are right, the usual one first."""
    number: float | None
    """The right number; None where it is a text."""
    tolerance: float
    near: tuple[tuple[str, str], ...]
    """Wrong texts that are expected, each with why it is wrong."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question for another program."""

    lesson: str
    title: str
    item: str
    variant: str
    """Its parameters; empty for an item without."""
    level: Level
    stem: str
    hints: tuple[str, ...]
    explanation: str
    """The worked solution and the check."""
    tags: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    is_several: bool = False
    gaps: tuple[Gap, ...] = ()
    lines: tuple[str, ...] = ()
    """Lines in their right order, where an order is asked for."""
    text: str = ""
    """What is to be recalled or written freely, where that is asked for."""

    @property
    def id(self) -> str:
        """The same for the same question for ever, so that a second import replaces the first."""
        return "/".join(part for part in (self.lesson, self.item, self.variant) if part)

    @property
    def name(self) -> str:
        """What a list calls it."""
        return f"{self.item} ({self.variant})" if self.variant else self.item


def posed(lesson: Lesson, item: Item, *, all_variants: bool = False) -> Iterator[Posed]:
    """Yield an item's variants as questions; without `all_variants` only the first of them."""
    for variant in item.variants if all_variants else item.variants[:1]:
        yield _posed(lesson, item, variant)


def _posed(lesson: Lesson, item: Item, variant: Variant) -> Posed:
    answer = variant.answer
    return Posed(
        lesson=lesson.id,
        title=lesson.title,
        item=item.id,
        variant=variant.name,
        level=item.level,
        stem=_stem(variant),
        hints=variant.hints,
        explanation=_explanation(variant),
        tags=(
            "torchquiz",
            f"lesson::{lesson.id}",
            f"level::{item.level}",
            f"kind::{item.kind}",
            *_beliefs(answer),
        ),
        **_answer(answer, f"{lesson.id}/{item.id}"),
    )


def _answer(answer: Answer, seed: str) -> dict[str, Any]:
    match answer:
        case Choose():
            choices = [Choice(_option(one), one.is_key, one.because) for one in answer.options]
            random.Random(seed).shuffle(choices)
            return {"choices": tuple(choices), "is_several": answer.several}
        case Typed():
            return {"gaps": (_gap("", answer),)}
        case Fill():
            return {"gaps": tuple(_blank(answer, place) for place in range(len(answer.blanks)))}
        case Table():
            return {"gaps": tuple(_cells(answer))}
        case Arrange():
            return {
                "lines": tuple(
                    _code(line) if answer.form == "code" else line for line in answer.lines
                )
            }
        case Write():
            return {"text": fenced(answer.key)}
        case Reveal():
            return {"text": answer.back}


def _stem(variant: Variant) -> str:
    answer = variant.answer
    code = answer.program.code if isinstance(answer, Fill) else variant.snippet
    parts = [variant.stem, fenced(code)]
    if isinstance(answer, Write):
        parts += [
            "It must:",
            "\n".join(f"- {check.says}" for check in answer.checks),
            fenced(answer.starter),
        ]
    if isinstance(answer, Table):
        parts.append("\n".join(map(_row, answer.rows)))
    return "\n\n".join(part for part in parts if part)


def _row(row: Row) -> str:
    """Return a row of a table with what is given in it."""
    given = [cell for cell in row.cells if isinstance(cell, str)]
    return f"- {row.name}: {', '.join(given) or '?'}"


def _explanation(variant: Variant) -> str:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(variant.solution, start=1))
    return "\n\n".join(part for part in (steps, variant.check) if part)


def _beliefs(answer: Answer) -> list[str]:
    found = answer.options if isinstance(answer, Choose) else getattr(answer, "near", ())
    return list(
        dict.fromkeys(f"misconception::{one.misconception}" for one in found if one.misconception)
    )


def _option(option: Option) -> str:
    if option.form == "prose":
        return option.text
    return fenced(option.text) if "\n" in option.text.strip() else _code(option.text)


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text.strip()}{ticks}"


def fenced(code: str) -> str:
    """Return code as a block of Markdown; nothing for no code."""
    return f"```python\n{code.rstrip()}\n```" if code.strip() else ""


def _gap(label: str, typed: Typed) -> Gap:
    number = float(typed.key.data) if typed.key.tag in ("int", "float") else None
    near = tuple((text, one.because) for one in typed.near for text in one.text)
    return Gap(label, _ways_to_write(typed.key), number, typed.tolerance, near)


def _blank(fill: Fill, place: int) -> Gap:
    near = tuple(
        (one.text[place], one.because) for one in fill.near if _differs_only(one, fill, place)
    )
    label = f"blank {place + 1}" if len(fill.blanks) > 1 else ""
    return Gap(label, (fill.key[place],), None, 0.0, near)


def _differs_only(near: Near, fill: Fill, place: int) -> bool:
    return all(
        (near.text[other] != fill.key[other]) == (other == place) for other in range(len(fill.key))
    )


def _cells(table: Table) -> Iterator[Gap]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Typed):
                yield _gap(f"{row.name}, {column}", cell)


def _ways_to_write(value: Value) -> tuple[str, ...]:
    """Return the same value as learners write it: `(2, 3)`, `[2,3]`, `2x3`."""
    if value.tag not in ("shape", "tuple", "list"):
        return tuple(dict.fromkeys((value.text, value.text.removeprefix("torch."))))
    inner = BRACKETS.sub("", value.text).strip(", ")
    numbers = COMMA.split(inner)
    ways = (
        f"({inner})",
        f"({','.join(numbers)})",
        f"[{inner}]",
        f"[{','.join(numbers)}]",
        f"torch.Size([{inner}])",
    )
    crossed = ("x".join(numbers), "×".join(numbers)) if len(numbers) > 1 else ()
    return tuple(dict.fromkeys((value.text, *ways, *crossed, inner)))
