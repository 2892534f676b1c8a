"""Converts proven variants to exported questions, with one function for each answer form."""

import random
import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from torchquiz.engine.exchange.writers.accepted import ways_to_write
from torchquiz.engine.exchange.writers.exported import (
    ExportedOption,
    ExportedQuestion,
    ExportedTable,
    Gap,
)
from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.write import requirements
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
from torchquiz.engine.models.proven import Item, Lesson, Variant

IMPORT = re.compile(r"(?:import|from) [\w.]+|#|$")
"""Matches the start of a line of setup that readers do not need, such as `import torch`."""


def exported_questions(
    lesson: Lesson, item: Item, *, all_variants: bool = False
) -> Iterator[ExportedQuestion]:
    """Yield an exported question for each variant of an item, or only for the first one."""
    variants = item.variants if all_variants else item.variants[:1]
    for number, variant in enumerate(variants, start=1):
        yield _exported_question(lesson, item, variant, number)


def _exported_question(
    lesson: Lesson, item: Item, variant: Variant, number: int
) -> ExportedQuestion:
    answer = variant.answer
    answer_fields = ANSWER_FIELDS[type(answer)]
    return ExportedQuestion(
        lesson=lesson.id,
        title=lesson.title,
        item=item.id,
        variant=variant.name,
        number=number,
        level=item.level,
        stem=_stem(variant),
        hints=variant.hints,
        solution=variant.solution,
        check=variant.check,
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
    setup = variant.setup if code and not _is_only_imports(variant.setup) else ""
    task = _checks(answer) if isinstance(answer, Write) else ""
    parts = (variant.stem, fenced(setup), fenced(code), task)
    return "\n\n".join(part for part in parts if part)


def _is_only_imports(setup: str) -> bool:
    return all(IMPORT.match(line) for line in setup.split("\n"))


def _option(option: Option) -> str:
    if option.form == "prose":
        return option.text
    return fenced(option.text) if "\n" in option.text.strip() else _code(option.text)


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text.strip()}{ticks}"


def fenced(code: str) -> str:
    """Return code as a fenced block, or an empty string for empty code."""
    return f"```python\n{code.rstrip()}\n```" if code.strip() else ""


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
    if number is not None and not isfinite(number):
        number = None  # Other programs compare `inf` and `nan` as strings.
    mistakes = [(text, near.because) for near in typed.near for text in near.text]
    return Gap(label, ways_to_write(typed.key), number, typed.tolerance, tuple(mistakes))


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
    rows: list[tuple[str, tuple[str | Gap, ...]]] = []
    for row in answer.rows:
        named_cells = zip(answer.columns, row.cells, strict=True)
        cells = tuple(
            cell if isinstance(cell, str) else _gap(f"{row.name}, {column}", cell)
            for column, cell in named_cells
        )
        rows.append((row.name, cells))
    table = ExportedTable(answer.columns, tuple(rows))
    return {"table": table, "gaps": table.gaps}


def _arrange_fields(answer: Arrange, seed: str) -> dict[str, Any]:
    lines = map(_code, answer.lines) if answer.form == "code" else answer.lines
    return {"lines": tuple(lines)}


def _write_fields(answer: Write, seed: str) -> dict[str, Any]:
    return {"text": fenced(answer.key)}


def _checks(answer: Write) -> str:
    checks = "\n".join(f"- {text}" for text in requirements(answer))
    parts = ("It must pass these checks:", checks, fenced(answer.starter))
    return "\n\n".join(part for part in parts if part)


def _reveal_fields(answer: Reveal, seed: str) -> dict[str, Any]:
    return {"text": answer.back}


ANSWER_FIELDS: dict[type[Any], Callable[[Any, str], dict[str, Any]]] = {
    Choose: _choose_fields,
    Typed: _typed_fields,
    Fill: _fill_fields,
    Table: _table_fields,
    Arrange: _arrange_fields,
    Write: _write_fields,
    Reveal: _reveal_fields,
}
"""For each answer form, a function that returns the fields of `ExportedQuestion` for the answer.

The second argument of the function is the seed for shuffling the options.
"""
