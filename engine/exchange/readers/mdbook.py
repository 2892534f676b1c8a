"""Reads quizzes of mdbook-quiz in TOML.

See https://github.com/cognitive-engineering-lab/mdbook-quiz
"""

import tomllib
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
        TorchquizError: the file is not TOML.
    """
    try:
        quiz = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TorchquizError(f"{path}: the file is not valid TOML: {error}.") from None
    return imported_quiz(
        (f"question {number}", _question(plain, number))
        for number, plain in enumerate(quiz.get("questions", []), start=1)
    )


def _question(plain: dict[str, Any], number: int) -> QuestionOrReason:
    kind = plain.get("type")
    prompt, answer = plain.get("prompt", {}), plain.get("answer", {})
    if kind == "ShortAnswer":
        typed = answer.get("answer", "")
        return (
            f"a typed answer, '{typed}', needs code that computes it; rewrite it as kind predict."
        )
    if kind == "Tracing":
        return "questions that trace a Rust program are not supported."
    if kind != "MultipleChoice":
        return f"questions of type '{kind}' are not supported."
    answers = answer.get("answer", [])
    keys = [answers] if isinstance(answers, str) else list(answers)
    options = [ImportedOption(str(text), is_key=True) for text in keys]
    options += [ImportedOption(str(text), is_key=False) for text in prompt.get("distractors", [])]
    stem = str(prompt.get("prompt", "")).strip()
    explanation = str(plain.get("context", "")).strip()
    return ImportedQuestion(name_from(stem, number), stem, tuple(options), explanation=explanation)
