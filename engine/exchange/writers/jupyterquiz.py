"""Writes a quiz for jupyterquiz, which displays it in a notebook.

See https://github.com/jmshea/jupyterquiz
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from torchquiz.engine.exchange.writers.exported import (
    ExportedQuestion,
    Gap,
    Layout,
    WrittenExport,
    loss,
)
from torchquiz.engine.exchange.writers.markup import html, html_line, html_steps

Entry = dict[str, Any]
EXACTLY = 1e-9
"""The relative error allowed in a number for which the item has no tolerance."""


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write a quiz for jupyterquiz as a JSON list.

    The argument `title` is not used, because the format has no title.
    """
    usable = [question for question in questions if question.layout in ENTRIES]
    others = [question for question in questions if question.layout not in ENTRIES]
    losses = (
        *loss(others, "left out, because jupyterquiz supports only options and single values"),
        *loss([question for question in usable if question.hints], "exported without hints"),
    )
    entries = [ENTRIES[question.layout](question) for question in usable]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return WrittenExport(len(usable), losses)


def _options(question: ExportedQuestion) -> Entry:
    answers = [
        {
            "answer": html_line(option.text),
            "correct": option.is_key,
            "feedback": _praise(question) if option.is_key else html_line(option.because),
        }
        for option in question.options
    ]
    kind = "many_choice" if question.is_several else "multiple_choice"
    return {"question": html(question.stem), "type": kind, "answers": answers}


def _value(question: ExportedQuestion) -> Entry:
    (gap,) = question.gaps
    is_number = gap.number is not None
    return {
        "question": html(question.stem),
        "type": "numeric" if is_number else "string",
        "answers": _numbers(question, gap) if is_number else _texts(question, gap),
    }


def _numbers(question: ExportedQuestion, gap: Gap) -> list[Entry]:
    assert gap.number is not None
    slack = max(gap.tolerance, abs(gap.number) * EXACTLY)
    right = {
        "type": "range",
        "range": [gap.number - slack, gap.number + slack],
        "correct": True,
        "feedback": _praise(question),
    }
    return [right, {"type": "default", "feedback": "That is not the right number."}]


def _texts(question: ExportedQuestion, gap: Gap) -> list[Entry]:
    right = [
        {"answer": text, "correct": True, "match_case": True, "feedback": _praise(question)}
        for text in gap.accepted
    ]
    wrong = [
        {"answer": text, "correct": False, "match_case": True, "feedback": html_line(because)}
        for text, because in gap.near
        if text not in gap.accepted
    ]
    return [*right, *wrong]


def _praise(question: ExportedQuestion) -> str:
    return html_steps(question.solution) + html(question.check)


ENTRIES: dict[Layout, Callable[[ExportedQuestion], Entry]] = {
    "options": _options,
    "gap": _value,
}
"""For each layout, a function that returns the question as an entry for jupyterquiz."""
