"""Reads jupyterquiz's JSON.

The format: https://github.com/jmshea/jupyterquiz
"""

import json
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.imported import Question, Read, Statement


def read(path: Path) -> Read:
    """Read a quiz.

    Raises:
        TorchquizError: the file is no JSON, or no list of questions.
    """
    try:
        quiz = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise TorchquizError(f"{path}: the file is no JSON: {error}.") from None
    if not isinstance(quiz, list):
        raise TorchquizError(
            f"{path}: a quiz of jupyterquiz is a list of questions, and this is none."
        )
    found, left_out = [], []
    for number, plain in enumerate(quiz, start=1):
        question = _question(plain, number) if isinstance(plain, dict) else "it is no mapping."
        if isinstance(question, Question):
            found.append(question)
        else:
            left_out.append(f"question {number}: {question}")
    return Read(tuple(found), tuple(left_out))


def _question(plain: dict[str, Any], number: int) -> Question | str:
    kind, stem = plain.get("type"), str(plain.get("question", "")).strip()
    answers = [one for one in plain.get("answers", []) if isinstance(one, dict)]
    if kind == "numeric":
        right = [one.get("value", one.get("range")) for one in answers if one.get("correct")]
        return f"a number to be typed, {right}, needs code that gives it; write it as kind predict."
    if kind == "string":
        return "a text to be typed needs code that gives it; write it as kind predict."
    if kind not in ("multiple_choice", "many_choice"):
        return f"there is no kind '{kind}'."
    options = tuple(
        Statement(_said(one), bool(one.get("correct")), str(one.get("feedback", "")).strip())
        for one in answers
    )
    if len({option.is_key for option in options}) < 2:
        return "it has no right answer, or no wrong one."
    return Question(
        " ".join(stem.split()[:6]) + f" {number}",
        stem,
        options,
        code=str(plain.get("code", "")).strip(),
    )


def _said(answer: dict[str, Any]) -> str:
    code = str(answer.get("code", "")).strip()
    text = str(answer.get("answer", "")).strip()
    return " ".join(part for part in (text, f"`{code}`" if code else "") if part)
