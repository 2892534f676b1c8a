"""Reads mdbook-quiz's TOML.

The format: https://github.com/cognitive-engineering-lab/mdbook-quiz
"""

import tomllib
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.imported import Question, Read, Statement


def read(path: Path) -> Read:
    """Read a quiz.

    Raises:
        TorchquizError: the file is no TOML, or holds no questions.
    """
    try:
        quiz = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TorchquizError(f"{path}: the file is no TOML: {error}.") from None
    found, left_out = [], []
    for number, plain in enumerate(quiz.get("questions", []), start=1):
        question = _question(plain, number)
        if isinstance(question, Question):
            found.append(question)
        else:
            left_out.append(f"question {number}: {question}")
    return Read(tuple(found), tuple(left_out))


def _question(plain: dict[str, Any], number: int) -> Question | str:
    kind = plain.get("type")
    prompt, answer = plain.get("prompt", {}), plain.get("answer", {})
    if kind == "ShortAnswer":
        return f"a typed answer, '{answer.get('answer', '')}', needs code that gives it; write it as kind predict."
    if kind == "Tracing":
        return "it traces a program in Rust."
    if kind != "MultipleChoice":
        return f"there is no kind '{kind}'."
    right = answer.get("answer", [])
    keys = [right] if isinstance(right, str) else list(right)
    options = [Statement(str(text), is_key=True) for text in keys]
    options += [Statement(str(text), is_key=False) for text in prompt.get("distractors", [])]
    if not keys or len(options) == len(keys):
        return "it has no right answer, or no wrong one."
    stem = str(prompt.get("prompt", "")).strip()
    return Question(
        f"{_first_words(stem)} {number}",
        stem,
        tuple(options),
        explanation=str(plain.get("context", "")).strip(),
    )


def _first_words(text: str) -> str:
    return " ".join(text.split()[:6])
