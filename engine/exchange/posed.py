"""A variant as another program can pose it: its words in Markdown, its answer in a plain layout."""

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

Layout = Literal["choices", "order", "gap", "gaps", "free"]
"""The layouts that exporters know; every form of answer is posed in one of them."""

BRACKETS = re.compile(r"^(torch\.Size)?\(?[(\[]|[)\]]\)?$")
"""The brackets around a sequence, with the type before them: `torch.Size([` and `])`, `(`, `]`."""
COMMA = re.compile(r",\s*")
"""A comma between two elements, with the space after it: the `, ` of `(1, 3)`."""


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
    """Wrong texts that are expected, each with what is said of it."""


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
    def layout(self) -> Layout:
        """What the answer looks like."""
        if self.choices:
            return "choices"
        if self.lines:
            return "order"
        if self.gaps:
            return "gap" if len(self.gaps) == 1 else "gaps"
        return "free"

    @property
    def id(self) -> str:
        """An id that never changes, so that a second import replaces the first."""
        return "/".join(part for part in (self.lesson, self.item, self.variant) if part)

    @property
    def name(self) -> str:
        """The question's name in a list."""
        return f"{self.item} ({self.variant})" if self.variant else self.item


def posed(lesson: Lesson, item: Item, *, all_variants: bool = False) -> Iterator[Posed]:
    """Yield an item's variants as questions; without `all_variants` only the first."""
    for variant in item.variants if all_variants else item.variants[:1]:
        yield _posed(lesson, item, variant)


def _posed(lesson: Lesson, item: Item, variant: Variant) -> Posed:
    answer = variant.answer
    pose_answer = FORMS[type(answer)]
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
            *(f"misconception::{name}" for name in answer.misconceptions),
        ),
        **pose_answer(answer, f"{lesson.id}/{item.id}"),
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
    """Return code as a block of Markdown; nothing for no code."""
    return f"```python\n{code.rstrip()}\n```" if code.strip() else ""


def _ways_to_write(value: Value) -> tuple[str, ...]:
    """Return a value in every way that learners write it, the usual one first."""
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


def _pose_choose(answer: Choose, seed: str) -> dict[str, Any]:
    choices = [Choice(_option(one), one.is_key, one.because) for one in answer.options]
    random.Random(seed).shuffle(choices)
    return {"choices": tuple(choices), "is_several": answer.several}


def _pose_typed(answer: Typed, seed: str) -> dict[str, Any]:
    return {"gaps": (_gap("", answer),)}


def _gap(label: str, typed: Typed) -> Gap:
    number = float(typed.key.data) if typed.key.tag in ("int", "float") else None
    mistakes = [(text, near.because) for near in typed.near for text in near.text]
    return Gap(label, _ways_to_write(typed.key), number, typed.tolerance, tuple(mistakes))


def _pose_fill(answer: Fill, seed: str) -> dict[str, Any]:
    return {"gaps": tuple(_blank(answer, place) for place in range(len(answer.blanks)))}


def _blank(fill: Fill, place: int) -> Gap:
    mistakes = tuple(
        (near.text[place], near.because)
        for near in fill.near
        if _differs_only_at(place, near, fill)
    )
    label = f"blank {place + 1}" if len(fill.blanks) > 1 else ""
    return Gap(label, (fill.key[place],), None, 0.0, mistakes)


def _differs_only_at(place: int, near: Near, fill: Fill) -> bool:
    differing = [at for at, key in enumerate(fill.key) if near.text[at] != key]
    return differing == [place]


def _pose_table(answer: Table, seed: str) -> dict[str, Any]:
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


def _pose_arrange(answer: Arrange, seed: str) -> dict[str, Any]:
    lines = map(_code, answer.lines) if answer.form == "code" else answer.lines
    return {"lines": tuple(lines)}


def _pose_write(answer: Write, seed: str) -> dict[str, Any]:
    return {"text": fenced(answer.key)}


def _checks(answer: Write) -> str:
    checks = "\n".join(f"- {check.says}" for check in answer.checks)
    parts = ("It must:", checks, fenced(answer.starter))
    return "\n\n".join(part for part in parts if part)


def _pose_reveal(answer: Reveal, seed: str) -> dict[str, Any]:
    return {"text": answer.back}


def _no_task(answer: Any) -> str:
    return ""


FORMS: dict[type[Any], Callable[[Any, str], dict[str, Any]]] = {
    Choose: _pose_choose,
    Typed: _pose_typed,
    Fill: _pose_fill,
    Table: _pose_table,
    Arrange: _pose_arrange,
    Write: _pose_write,
    Reveal: _pose_reveal,
}
"""Returns, for each form, the fields of `Posed` that hold its answer; the text seeds a shuffle."""

TASKS: dict[type[Any], Callable[[Any], str]] = {Table: _rows, Write: _checks}
"""Returns what a form asks for below the stem and the code, where they do not say it all."""
