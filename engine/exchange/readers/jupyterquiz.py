"""Reads quizzes of jupyterquiz in JSON.

See https://github.com/jmshea/jupyterquiz
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    QuestionOrReason,
    imported_quiz,
    name_from,
)


def read(path: Path) -> ImportedQuiz:
    """Read a quiz.

    Raises:
        TorchquizError: the file is not JSON, or not a list of questions.
    """
    try:
        quiz = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise TorchquizError(f"{path}: the file is not valid JSON: {error}.") from None
    if not isinstance(quiz, list):
        raise TorchquizError(f"{path}: a jupyterquiz file must contain a list of questions.")
    return imported_quiz(_questions(quiz))


def _questions(quiz: list[Any]) -> Iterator[tuple[str, QuestionOrReason]]:
    for number, plain in enumerate(quiz, start=1):
        is_mapping = isinstance(plain, dict)
        question = _question(plain, number) if is_mapping else "it is not a JSON object."
        yield f"question {number}", question


def _question(plain: dict[str, Any], number: int) -> QuestionOrReason:
    kind, stem = plain.get("type"), str(plain.get("question", "")).strip()
    answers = [answer for answer in plain.get("answers", []) if isinstance(answer, dict)]
    if kind == "numeric":
        correct = [answer for answer in answers if answer.get("correct")]
        values = [answer.get("value", answer.get("range")) for answer in correct]
        return f"a typed number, {values}, needs code that computes it; rewrite it as kind predict."
    if kind == "string":
        return "a typed text needs code that computes it; rewrite it as kind predict."
    if kind not in ("multiple_choice", "many_choice"):
        return f"questions of type '{kind}' are not supported."
    options = tuple(map(_option, answers))
    code = str(plain.get("code", "")).strip()
    return ImportedQuestion(name_from(stem, number), stem, options, code=code)


def _option(answer: dict[str, Any]) -> ImportedOption:
    text = str(answer.get("answer", "")).strip()
    code = str(answer.get("code", "")).strip()
    shown = [text] if text else []
    shown += [f"`{code}`"] if code else []
    because = str(answer.get("feedback", "")).strip()
    return ImportedOption(" ".join(shown), bool(answer.get("correct")), because)
