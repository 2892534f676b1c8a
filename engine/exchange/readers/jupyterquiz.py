"""Reads JSON quizzes written for jupyterquiz.

See https://github.com/jmshea/jupyterquiz
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchquiz.engine.exchange.readers.decoding import decoded_file
from torchquiz.engine.exchange.readers.fitting import imported_quiz
from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    Omission,
    name_from,
)
from torchquiz.engine.exchange.readers.json_lines import json_entries
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts
from torchquiz.engine.text.spans import code_span

REMEDY = "needs code that computes the answer; rewrite it as an item of kind `predict`."


def read(path: Path) -> ImportedQuiz:
    """Read a jupyterquiz file.

    Raises:
        TorchquizError: the file is not valid JSON or does not contain a list of questions.
    """
    decoded = decoded_file(path)
    return imported_quiz(_questions(decoded.text, path), decoded.notes)


def _questions(text: str, path: Path) -> Iterator[ImportedQuestion | Omission]:
    for number, (line, plain) in enumerate(json_entries(text, path), start=1):
        if isinstance(plain, dict):
            yield _question(plain, number, line)
        else:
            yield Omission(f"question {number}", line, "it is not a JSON object.")


def _question(plain: dict[str, Any], number: int, line: int) -> ImportedQuestion | Omission:
    texts = QuestionTexts()
    stem = texts.plain_text(_text(plain.get("question")), "moodle")
    name, answers = name_from(stem, number), _answers(plain)
    if reason := _why_unsupported(plain, answers):
        return Omission(name, line, reason)
    options = tuple(_option(texts, answer) for answer in answers)
    return ImportedQuestion(
        name,
        stem,
        options,
        code=_text(plain.get("code")),
        line=line,
        is_several=plain.get("type") == "many_choice",
        changes=texts.losses,
    )


def _answers(plain: dict[str, Any]) -> list[dict[str, Any]]:
    answers = plain.get("answers")
    if not isinstance(answers, list):
        return []
    return [answer for answer in answers if isinstance(answer, dict)]


def _why_unsupported(plain: dict[str, Any], answers: list[dict[str, Any]]) -> str:
    """Return the reason why a question cannot be imported, or an empty string if it can."""
    kind = plain.get("type")
    if kind == "numeric":
        correct = [answer for answer in answers if answer.get("correct")]
        values = [answer.get("value", answer.get("range")) for answer in correct]
        return f"a typed number, {values}, {REMEDY}"
    if kind == "string":
        return f"a typed answer {REMEDY}"
    if kind not in ("multiple_choice", "many_choice"):
        return f"questions of type '{kind}' are not supported."
    return "" if answers else "it has no answers."


def _option(texts: QuestionTexts, answer: dict[str, Any]) -> ImportedOption:
    text = texts.option_text(_text(answer.get("answer")), "moodle")
    code = _marked_code(_text(answer.get("code")))
    feedback = texts.plain_text(_text(answer.get("feedback")), "moodle")
    shown = "\n".join(filter(None, (text, code)))
    return ImportedOption(shown, bool(answer.get("correct")), feedback)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _marked_code(code: str) -> str:
    """Return code in backticks, or in a fence if it has several lines."""
    if "\n" in code:
        return f"```\n{code}\n```"
    return code_span(code) if code else ""
