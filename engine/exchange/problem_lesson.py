"""Writes coding problems as a lesson of `write` items, with the problems' tests as checks."""

import re
from collections.abc import Mapping
from typing import Any

from torchquiz.engine.exchange.lesson_yaml import MOST_MINUTES, template, visible
from torchquiz.engine.exchange.readers.problem_folder import Problem, ProblemTest
from torchquiz.engine.kinds.write.model import MOST_CHECKS
from torchquiz.engine.yaml.writing import block_yaml, indented

MINUTES_EACH = 10
LONGEST_SHOWN = 60
"""The maximum length, in characters, of a test that is shown before the learner answers."""
TOLERANCE = 0.0001
"""The allowed error of a number in the output. Expected outputs often have four decimal places."""
FLOAT = re.compile(r"\d\.|\.\d|\de-")
"""Matches a part of a float in printed output, such as `1.`, `.5` or `1e-05`."""


def problem_lesson_yaml(
    problems: Mapping[str, Problem], lesson: str, title: str, source: str
) -> str:
    """Return the content of a lesson file with these problems as items.

    Args:
        problems: the problems by the ids of their items.
        lesson: the id of the lesson.
        title: the title of the lesson.
        source: the name of the folder that the problems come from.
    """
    head = {
        "lesson": lesson,
        "title": title,
        "minutes": min(MINUTES_EACH * len(problems), MOST_MINUTES),
        "about": f"Coding problems imported from {source}.",
        "setup": "import torch",
        "misconceptions": {},
    }
    blocks = [block_yaml({key: value}) for key, value in head.items()]
    items = [indented(block_yaml([_item(id, problem)])) for id, problem in problems.items()]
    return "\n".join([*blocks, "items:", "\n\n".join(items), ""])


def _item(id: str, problem: Problem) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "write",
        "level": problem.level,
        "stem": _stem(problem),
        "starter": visible(problem.starter),
        "key": visible(problem.solution),
        "checks": [_check(test) for test in problem.tests[:MOST_CHECKS]],
    }


def _stem(problem: Problem) -> str:
    parts = [template(problem.description)]
    if problem.example:
        parts.append(f"```\n{template(problem.example)}\n```")
    return "\n\n".join(parts)


def _says(test: ProblemTest) -> str:
    """Return what a test requires, with its code if that is a short line.

    In braces, numbers and code count as computed, so the proof does not ask where they come from.
    """
    code = test.code.strip()
    is_short = "\n" not in code and len(code) <= LONGEST_SHOWN and not set(code) & set("`{}\\")
    shown = f", `{{{code!r}}}`," if is_short else ""
    return f"Test {{{test.number}}}{shown} prints the expected output."


def _check(test: ProblemTest) -> dict[str, Any]:
    check: dict[str, Any] = {
        "says": _says(test),
        "prints": visible(test.code),
        "output": visible(test.output),
    }
    return check | {"tolerance": TOLERANCE} if FLOAT.search(test.output) else check
