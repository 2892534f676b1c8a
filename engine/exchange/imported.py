"""What comes in from other programs, and the YAML that is made of it.

A question without code proves nothing, so it becomes a claim whose statements name the quiz as their source: it can be taken at
once, and is counted as unproven until its author gives it code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from torchquiz.engine.models.proven import Level
from torchquiz.engine.proving.hints import gives_away


@dataclass(frozen=True, slots=True)
class Statement:
    """One option of an imported question."""

    text: str
    is_key: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An imported question that can be asked with options."""

    name: str
    stem: str
    options: tuple[Statement, ...]
    code: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()
    level: Level = "medium"

    @property
    def is_truth(self) -> bool:
        """Whether it asks for true or false."""
        return {option.text.strip().lower() for option in self.options} == {"true", "false"}


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a quiz came to."""

    questions: tuple[Question, ...]
    left_out: tuple[str, ...]
    """A sentence for each question, or part of one, that cannot be carried over."""


def lesson_yaml(read: Read, lesson: str, title: str, source: str) -> str:
    """A whole lesson, ready to be checked and to be given code."""
    misconceptions: dict[str, str] = {}
    names = _names([question.name for question in read.questions])
    items = [
        _item(question, name, source, misconceptions)
        for question, name in zip(read.questions, names, strict=True)
    ]
    plain = {
        "lesson": lesson,
        "title": title,
        "minutes": max(1, len(items)),
        "about": f"Questions imported from {source}. None is proven until it has code.",
        "misconceptions": misconceptions,
        "items": items,
    }
    return (
        "\n".join(_block({key: value}) for key, value in plain.items() if key != "items")
        + "\nitems:\n"
        + _items(items)
    )


def slug(text: str) -> str:
    """A text as an id: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:60].strip("-") or "question"


def _names(wished: Sequence[str]) -> list[str]:
    """An id for each, no two alike."""
    taken: dict[str, int] = {}
    names = []
    for wish in wished:
        name = slug(wish)
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return names


def _item(
    question: Question, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": name,
        "kind": "claim",
        "level": question.level,
        "stem": _template(question.stem),
    }
    if question.code:
        item["stem"] += "\n\n" + _template(question.code)
    keys = [option for option in question.options if option.is_key]
    wrong = [option for option in question.options if not option.is_key]
    if question.is_truth:
        misconceptions[f"{name}-other"] = f"{_template(question.stem)} {wrong[0].text}."
        item["statement"] = {"text": _template(question.stem), "source": source}
        item["stem"] = "True or false?"
        item["key"] = keys[0].text.strip().lower() == "true"
        item["distractors"] = [
            {"misconception": f"{name}-other", "because": _because(wrong[0], keys)}
        ]
    else:
        stated = [{"text": _template(one.text), "source": source} for one in keys]
        item["key"] = stated if len(stated) > 1 else stated[0]
        item["distractors"] = []
        for number, one in enumerate(wrong, start=1):
            misconceptions[f"{name}-{number}"] = one.text
            told = {
                "text": _template(one.text),
                "source": source,
                "misconception": f"{name}-{number}",
                "because": _because(one, keys),
            }
            item["distractors"].append(told)
    hints = [
        _template(hint)
        for hint in question.hints
        if not any(gives_away(hint, key.text, question.stem) for key in keys)
    ]
    return (
        item
        | ({"hints": hints} if hints else {})
        | ({"solution": [_template(question.explanation)]} if question.explanation else {})
    )


def _because(wrong: Statement, keys: Sequence[Statement]) -> str:
    return _template(wrong.because or f"The quiz it comes from says: {_listed(keys)}.")


def _listed(options: Sequence[Statement]) -> str:
    return "; ".join(option.text.strip().rstrip(".") for option in options)


def _template(text: str) -> str:
    """A text as a template without figures."""
    return text.strip().replace("{", "{{").replace("}", "}}")


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", "\n".join(line.rstrip() for line in text.split("\n")), style=style
    )


_Dumper.add_representer(str, _text)


def _block(value: object) -> str:
    return str(
        yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    ).rstrip("\n")


def _items(items: Sequence[dict[str, Any]]) -> str:
    blocks = [
        "\n".join("  " + line if line else line for line in _block([item]).split("\n"))
        for item in items
    ]
    return "\n\n".join(blocks) + "\n"
