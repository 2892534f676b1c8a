"""Reads TOML quizzes written for mdbook-quiz.

See https://github.com/cognitive-engineering-lab/mdbook-quiz
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers.decoding import decoded_file
from torchquiz.engine.exchange.readers.fitting import imported_quiz
from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    Omission,
    name_from,
)
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts

HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
"""Matches the line on which a question begins: `[[questions]]`."""
ORDER_IS_LOST = "the order of its options is lost, because lessons shuffle options."


def read(path: Path) -> ImportedQuiz:
    """Read an mdbook-quiz file.

    Raises:
        TorchquizError: the file is not valid TOML or does not contain a list of questions.
    """
    decoded = decoded_file(path)
    try:
        quiz = tomllib.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise TorchquizError(f"{path}: the file is not valid TOML: {error}.") from None
    questions = quiz.get("questions", [])
    if not isinstance(questions, list):
        raise TorchquizError(f"{path}: `questions` must be a list of tables, `[[questions]]`.")
    return imported_quiz(_questions(quiz, questions, decoded.text), decoded.notes)


def _questions(
    quiz: dict[str, Any], questions: list[Any], text: str
) -> Iterator[ImportedQuestion | Omission]:
    starts = [match.start() for match in HEADER.finditer(text)]
    shared_texts = _mapping(quiz.get("multipart"))
    position, line = 0, 1
    for number, plain in enumerate(questions, start=1):
        if number <= len(starts):
            line += text.count("\n", position, starts[number - 1])
            position = starts[number - 1]
        yield _question(_mapping(plain), shared_texts, number, line)


def _question(
    plain: dict[str, Any], shared_texts: dict[str, Any], number: int, line: int
) -> ImportedQuestion | Omission:
    texts = QuestionTexts()
    # Early versions of mdbook-quiz had plain strings in place of these tables.
    prompt = _mapping(plain.get("prompt"), "prompt")
    answer = _mapping(plain.get("answer"), "answer")
    stem = texts.plain_text(_text(prompt.get("prompt")), "markdown")
    name = name_from(stem, number)
    if reason := _why_unsupported(plain, answer):
        return Omission(name, line, reason)
    if part := plain.get("multipart"):
        if not isinstance(part, str) or part not in shared_texts:
            return Omission(name, line, f"the shared prompt '{part}' is missing.")
        stem = f"{texts.plain_text(_text(shared_texts[part]), 'markdown')}\n\n{stem}"
    explanation = texts.plain_text(_text(plain.get("context")), "markdown")
    options = _options(texts, answer, prompt)
    is_ordered = "answerIndex" in prompt or prompt.get("sortAnswers")
    return ImportedQuestion(
        name,
        stem,
        options,
        explanation=explanation,
        line=line,
        is_several=isinstance(answer.get("answer"), list),
        changes=(*texts.losses, ORDER_IS_LOST) if is_ordered else texts.losses,
    )


def _options(
    texts: QuestionTexts, answer: dict[str, Any], prompt: dict[str, Any]
) -> tuple[ImportedOption, ...]:
    keys = _listed(answer.get("answer"))
    distractors = _listed(prompt.get("distractors"))
    if choices := _listed(prompt.get("choices")):
        # Early versions of mdbook-quiz listed all options, and numbered the right ones from 0.
        return tuple(
            _option(texts, choice, is_key=number in keys) for number, choice in enumerate(choices)
        )
    return (
        *(_option(texts, key, is_key=True) for key in keys),
        *(_option(texts, text, is_key=False) for text in distractors),
    )


def _option(texts: QuestionTexts, value: Any, *, is_key: bool) -> ImportedOption:
    return ImportedOption(texts.plain_text(_text(value), "markdown"), is_key)


def _why_unsupported(plain: dict[str, Any], answer: dict[str, Any]) -> str:
    """Return the reason why a question cannot be imported, or an empty string if it can."""
    kind = plain.get("type")
    if kind == "ShortAnswer":
        typed = _text(answer.get("answer"))
        return (
            f"a typed answer, '{typed}', needs code that computes it;"
            " rewrite it as an item of kind `predict`."
        )
    if kind == "Tracing":
        return "questions that trace a Rust program are not supported."
    return "" if kind == "MultipleChoice" else f"questions of type '{kind}' are not supported."


def _mapping(value: Any, key: str = "") -> dict[str, Any]:
    """Return a dictionary unchanged, and any other value in a new dictionary under `key`.

    The new dictionary is empty if the value is None or if `key` is empty.
    """
    if isinstance(value, dict):
        return value
    return {} if value is None or not key else {key: value}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
