"""The data that every writer takes: a question with Markdown texts and a simple answer layout."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from torchquiz.engine.grading import form_of
from torchquiz.engine.models.answers import (
    Arrange,
    Choose,
    Fill,
    Near,
    Option,
    Reveal,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Item, Lesson, Level, Variant
from torchquiz.engine.models.runs import Value

Layout = Literal["options", "order", "gap", "gaps", "free"]
"""The layouts that writers know; every form of answer is exported in one of them."""

BRACKETS = re.compile(r"^(torch\.Size)?\(?[(\[]|[)\]]\)?$")
"""Matches the brackets around a sequence: `torch.Size([` and `])`, `(`, `]`."""
COMMA = re.compile(r",\s*")
"""Matches a comma with the spaces after it: the `, ` of `(1, 3)`."""


@dataclass(frozen=True, slots=True)
class ExportedOption:
    """An option of an exported question."""

    text: str
    is_key: bool
    because: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A field in which the learner types a value or code."""

    label: str
    """Name of the field, such as "blank 2"; empty if the question has only one field."""
    accepted: tuple[str, ...]
    """The right texts, the most usual first."""
    number: float | None
    """The right number; None if the answer is a text."""
    tolerance: float
    """How far a number may be off."""
    near: tuple[tuple[str, str], ...]
    """Expected wrong texts, each with its feedback."""


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """A variant of an item, ready to be written in any export format."""

    lesson: str
    title: str
    item: str
    variant: str
    """The variant's parameters as text; empty if the item has none."""
    level: Level
    stem: str
    hints: tuple[str, ...]
    explanation: str
    """The worked solution and the check, in Markdown."""
    tags: tuple[str, ...]
    options: tuple[ExportedOption, ...] = ()
    is_several: bool = False
    gaps: tuple[Gap, ...] = ()
    lines: tuple[str, ...] = ()
    """The lines in their right order, if the question asks for an order."""
    text: str = ""
    """The model answer, if the question asks for code or is a flash card."""

    @property
    def layout(self) -> Layout:
        """Layout of the answer."""
        if self.options:
            return "options"
        if self.lines:
            return "order"
        if self.gaps:
            return "gap" if len(self.gaps) == 1 else "gaps"
        return "free"

    @property
    def id(self) -> str:
        """Stable id, by which a second import replaces the first."""
        return "/".join(part for part in (self.lesson, self.item, self.variant) if part)

    @property
    def name(self) -> str:
        """Name of the question in a list."""
        return f"{self.item} ({self.variant})" if self.variant else self.item


def exported_questions(
    lesson: Lesson, item: Item, *, all_variants: bool = False
) -> Iterator[ExportedQuestion]:
    """Yield a question for each variant of an item, or for the first one only."""
    for variant in item.variants if all_variants else item.variants[:1]:
        yield _exported_question(lesson, item, variant)


def _exported_question(lesson: Lesson, item: Item, variant: Variant) -> ExportedQuestion:
    answer = variant.answer
    answer_fields = ANSWER_FIELDS[type(answer)]
    return ExportedQuestion(
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
            *(f"misconception::{name}" for name in answer.misconceptions),
        ),
        **answer_fields(answer, f"{lesson.id}/{item.id}"),
    )


def _stem(variant: Variant) -> str:
    answer = variant.answer
    code = form_of(answer).shown_code(answer, variant.snippet)
    task = TASKS.get(type(answer), _no_task)(answer)
    return "\n\n".join(part for part in (variant.stem, fenced(code), task) if part)


def _explanation(variant: Variant) -> str:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(variant.solution, start=1))
    return "\n\n".join(part for part in (steps, variant.check) if part)


def _option(option: Option) -> str:
    if option.form == "prose":
        return option.text
    return fenced(option.text) if "\n" in option.text.strip() else _code(option.text)


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text.strip()}{ticks}"


def fenced(code: str) -> str:
    """Return code as a fenced block of Markdown; an empty text for no code."""
    return f"```python\n{code.rstrip()}\n```" if code.strip() else ""


def _ways_to_write(value: Value) -> tuple[str, ...]:
    """Return every way in which learners write a value, the most usual first."""
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


def _choose_fields(answer: Choose, seed: str) -> dict[str, Any]:
    options = [
        ExportedOption(_option(option), option.is_key, option.because) for option in answer.options
    ]
    random.Random(seed).shuffle(options)
    return {"options": tuple(options), "is_several": answer.several}


def _typed_fields(answer: Typed, seed: str) -> dict[str, Any]:
    return {"gaps": (_gap("", answer),)}


def _gap(label: str, typed: Typed) -> Gap:
    number = float(typed.key.data) if typed.key.tag in ("int", "float") else None
    mistakes = [(text, near.because) for near in typed.near for text in near.text]
    return Gap(label, _ways_to_write(typed.key), number, typed.tolerance, tuple(mistakes))


def _fill_fields(answer: Fill, seed: str) -> dict[str, Any]:
    return {"gaps": tuple(_blank(answer, position) for position in range(len(answer.blanks)))}


def _blank(fill: Fill, position: int) -> Gap:
    mistakes = tuple(
        (near.text[position], near.because)
        for near in fill.near
        if _differs_only_at(position, near, fill)
    )
    label = f"blank {position + 1}" if len(fill.blanks) > 1 else ""
    return Gap(label, (fill.key[position],), None, 0.0, mistakes)


def _differs_only_at(position: int, near: Near, fill: Fill) -> bool:
    differing = [at for at, key in enumerate(fill.key) if near.text[at] != key]
    return differing == [position]


def _table_fields(answer: Table, seed: str) -> dict[str, Any]:
    gaps: list[Gap] = []
    for row in answer.rows:
        for column, cell in zip(answer.columns, row.cells, strict=True):
            if not isinstance(cell, str):
                gaps.append(_gap(f"{row.name}, {column}", cell))
    return {"gaps": tuple(gaps)}


def _rows(answer: Table) -> str:
    lines: list[str] = []
    for row in answer.rows:
        shown = [cell for cell in row.cells if isinstance(cell, str)]
        lines.append(f"- {row.name}: {', '.join(shown) or '?'}")
    return "\n".join(lines)


def _arrange_fields(answer: Arrange, seed: str) -> dict[str, Any]:
    lines = map(_code, answer.lines) if answer.form == "code" else answer.lines
    return {"lines": tuple(lines)}


def _write_fields(answer: Write, seed: str) -> dict[str, Any]:
    return {"text": fenced(answer.key)}


def _checks(answer: Write) -> str:
    checks = "\n".join(f"- {check.says}" for check in answer.checks)
    parts = ("It must:", checks, fenced(answer.starter))
    return "\n\n".join(part for part in parts if part)


def _reveal_fields(answer: Reveal, seed: str) -> dict[str, Any]:
    return {"text": answer.back}


def _no_task(answer: Any) -> str:
    return ""


ANSWER_FIELDS: dict[type[Any], Callable[[Any, str], dict[str, Any]]] = {
    Choose: _choose_fields,
    Typed: _typed_fields,
    Fill: _fill_fields,
    Table: _table_fields,
    Arrange: _arrange_fields,
    Write: _write_fields,
    Reveal: _reveal_fields,
}
"""By form of answer: a function that returns the fields of `ExportedQuestion` that hold the answer.

Its second argument seeds the shuffling of options.
"""

TASKS: dict[type[Any], Callable[[Any], str]] = {Table: _rows, Write: _checks}
"""By form of answer: a function that returns what to show below the stem and the code."""
