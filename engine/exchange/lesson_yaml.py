"""Writes an imported quiz as a lesson in YAML.

Without code, nothing can be proven. So each question becomes an item of kind `claim` whose
statements name the quiz as their source. Learners can answer it at once; it counts as unproven
until its author adds code.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
)
from torchquiz.engine.proving.hints import gives_away

LONGEST_ID = 60
WORD = re.compile(r"[a-z0-9]+")
"""Matches a word of an id, such as `conv2d`."""


def lesson_yaml(quiz: ImportedQuiz, lesson: str, title: str, source: str) -> str:
    """Return the text of a lesson file.

    Args:
        quiz: the questions.
        lesson: the lesson's id.
        title: the lesson's title.
        source: the name of the quiz, which every statement gives as its source.
    """
    misconceptions: dict[str, str] = {}
    names = _unique_ids([question.name for question in quiz.questions])
    items = [
        _item(question, name, source, misconceptions)
        for question, name in zip(quiz.questions, names, strict=True)
    ]
    head = {
        "lesson": lesson,
        "title": title,
        "minutes": max(1, len(items)),
        "about": f"Questions imported from {source}. None is proven until it has code.",
        "misconceptions": misconceptions,
    }
    head_lines = [_block({key: value}) for key, value in head.items()]
    item_blocks = [_indented(_block([item])) for item in items]
    return "\n".join([*head_lines, "items:", "\n\n".join(item_blocks), ""])


def slug(text: str) -> str:
    """Return an id made from a text: its words in lower case, joined by hyphens."""
    return "-".join(WORD.findall(text.lower()))[:LONGEST_ID].strip("-") or "question"


def _unique_ids(names: Sequence[str]) -> list[str]:
    """Return an id for each name, all of them different."""
    counts: dict[str, int] = {}
    ids = []
    for name in names:
        id = slug(name)
        counts[id] = counts.get(id, 0) + 1
        ids.append(id if counts[id] == 1 else f"{id}-{counts[id]}")
    return ids


def _item(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    """Return an item as plain values, and add its distractors' misconceptions to the dictionary."""
    if question.is_truth:
        asked = _true_or_false(question, name, source, misconceptions)
    else:
        asked = _with_options(question, name, source, misconceptions)
    item = {"id": name, "kind": "claim", "level": question.level, **asked}
    if hints := _hints(question):
        item["hints"] = hints
    if question.explanation:
        item["solution"] = [_template(question.explanation)]
    return item


def _true_or_false(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    keys, wrong = _keys(question), _wrong_options(question)
    belief = f"{name}-other"
    misconceptions[belief] = f"{_template(question.stem)} {wrong[0].text}."
    return {
        "stem": "True or false?",
        "statement": {"text": _template(question.stem), "source": source},
        "key": keys[0].text.strip().lower() == "true",
        "distractors": [{"misconception": belief, "because": _because(wrong[0], keys)}],
    }


def _with_options(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    keys = _keys(question)
    statements = [{"text": _template(key.text), "source": source} for key in keys]
    distractors = []
    for number, option in enumerate(_wrong_options(question), start=1):
        belief = f"{name}-{number}"
        misconceptions[belief] = option.text
        distractors.append(
            {
                "text": _template(option.text),
                "source": source,
                "misconception": belief,
                "because": _because(option, keys),
            }
        )
    return {
        "stem": "\n\n".join(map(_template, filter(None, [question.stem, question.code]))),
        "key": statements if len(statements) > 1 else statements[0],
        "distractors": distractors,
    }


def _keys(question: ImportedQuestion) -> list[ImportedOption]:
    return [option for option in question.options if option.is_key]


def _wrong_options(question: ImportedQuestion) -> list[ImportedOption]:
    return [option for option in question.options if not option.is_key]


def _hints(question: ImportedQuestion) -> list[str]:
    """Return the hints that do not give the key away."""

    def reveals_key(hint: str) -> bool:
        return any(gives_away(hint, key.text, question.stem) for key in _keys(question))

    return [_template(hint) for hint in question.hints if not reveals_key(hint)]


def _because(wrong: ImportedOption, keys: Sequence[ImportedOption]) -> str:
    right = "; ".join(option.text.strip().rstrip(".") for option in keys)
    return _template(wrong.because or f"The imported quiz gives another answer: {right}.")


def _template(text: str) -> str:
    """Return a text with its braces doubled, so that the lesson shows them as they are."""
    return text.strip().replace("{", "{{").replace("}", "}}")


class _BlockDumper(yaml.SafeDumper):
    """Writes a text of several lines as a literal block."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return the YAML node for a text."""
    style = "|" if "\n" in text else None
    # PyYAML cannot write a block in which a line ends with a space; it would quote the text.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_BlockDumper.add_representer(str, _represent_text)


def _block(value: object) -> str:
    text = yaml.dump(value, Dumper=_BlockDumper, sort_keys=False, allow_unicode=True, width=120)
    return str(text).rstrip("\n")


def _indented(block: str) -> str:
    return "\n".join("  " + line if line else line for line in block.split("\n"))
