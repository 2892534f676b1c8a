"""Writes an imported quiz as a lesson in YAML.

Nothing can be proven without code, so each question becomes an item of kind `claim` whose
statements name the quiz as their source. Learners can answer the item immediately, but it counts as
unproven until its author adds code.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from torchquiz.engine.exchange.readers.imported import ImportedOption, ImportedQuestion
from torchquiz.engine.text.invisible import INVISIBLE
from torchquiz.engine.yaml.writing import block_yaml, indented

MOST_MINUTES = 600
"""The maximum duration of a lesson in minutes."""


def lesson_yaml(
    questions: Mapping[str, ImportedQuestion], lesson: str, title: str, source: str
) -> str:
    """Return the content of a lesson file with these questions as items.

    Args:
        questions: the questions by their ids.
        lesson: the id of the lesson.
        title: the title of the lesson.
        source: the name of the quiz, which every statement names as its source.
    """
    misconceptions: dict[str, str] = {}
    items = [_item(question, name, source, misconceptions) for name, question in questions.items()]
    head = {
        "lesson": lesson,
        "title": title,
        "minutes": min(max(1, len(items)), MOST_MINUTES),
        "about": f"Questions imported from {source}. None of them is proven until it has code.",
        "misconceptions": misconceptions,
    }
    head_lines = [block_yaml({key: value}) for key, value in head.items()]
    item_blocks = [indented(block_yaml([item])) for item in items]
    return "\n".join([*head_lines, "items:", "\n\n".join(item_blocks), ""])


def _item(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    """Convert a question to an item, and add its misconceptions to `misconceptions`."""
    if question.is_truth:
        asked = _true_or_false(question, name, source, misconceptions)
    else:
        asked = _with_options(question, name, source, misconceptions)
    item = {"id": name, "kind": "claim", "level": question.level, **asked}
    if question.hints:
        item["hints"] = [template(hint) for hint in question.hints]
    if solution := question.solution:
        item["solution"] = [template(text) for text in solution]
    return item


def _true_or_false(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    keys, wrong = question.keys, question.distractors
    belief = f"{name}-other"
    misconceptions[belief] = _belief(f"{question.stem} {wrong[0].text}.")
    return {
        "stem": "True or false?",
        "statement": {"text": template(question.stem), "source": source},
        "key": keys[0].text.strip().lower() == "true",
        "distractors": [{"misconception": belief, "because": _because(wrong[0], keys)}],
    }


def _with_options(
    question: ImportedQuestion, name: str, source: str, misconceptions: dict[str, str]
) -> dict[str, Any]:
    keys = question.keys
    statements = [{"text": template(key.text), "source": source} for key in keys]
    distractors = []
    for number, option in enumerate(question.distractors, start=1):
        belief = f"{name}-{number}"
        misconceptions[belief] = _belief(option.text) or belief
        distractors.append(
            {
                "text": template(option.text),
                "source": source,
                "misconception": belief,
                "because": _because(option, keys),
            }
        )
    code = f"```\n{question.code}\n```" if question.code else ""
    asked: dict[str, Any] = {
        "stem": "\n\n".join(map(template, filter(None, [question.stem, code]))),
        "key": statements if len(statements) > 1 else statements[0],
        "distractors": distractors,
    }
    return asked | {"several": True} if question.is_several else asked


def _because(wrong: ImportedOption, keys: Sequence[ImportedOption]) -> str:
    """Return the feedback on a wrong option or, if the quiz has none, the correct answer."""
    if wrong.because:
        return template(wrong.because)
    if any("\n" in key.text for key in keys):  # A fence must be alone on its line.
        right = "\n\n".join(key.text.strip() for key in keys)
        return template(f"The imported quiz gives a different answer:\n\n{right}")
    right = "; ".join(key.text.strip().rstrip(".") for key in keys)
    return template(f"The imported quiz gives a different answer: {right}.")


def _belief(text: str) -> str:
    """Return the text of a wrong option on one line, as the belief that leads to it."""
    words = (word for word in visible(text).split() if not word.startswith("```"))
    return " ".join(words)


def template(text: str) -> str:
    """Double the braces in a string, so that a lesson displays them unchanged."""
    return visible(text).replace("{", "{{").replace("}", "}}")


def visible(text: str) -> str:
    """Remove invisible characters from a string, and replace tabs with spaces."""
    return INVISIBLE.sub("", text.expandtabs(4)).strip("\n").rstrip()
