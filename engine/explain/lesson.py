"""Writes a traced model and its questions as a lesson in YAML."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from torchquiz.engine.explain.beliefs import beliefs
from torchquiz.engine.explain.explained import Explained
from torchquiz.engine.explain.questions.layers import short_code
from torchquiz.engine.explain.questions.question import Question, slug
from torchquiz.engine.explain.subject import META
from torchquiz.engine.models.calls import Call
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.writing import block_yaml, indented

MOST_LINES = 60
"""The maximum number of lines of a file whose code is copied into the lesson's setup."""
MOST_DESCRIBED = 40
"""The maximum number of calls that the lesson's trace describes."""
SCHEMA = "# yaml-language-server: $schema=lesson.schema.json"


def lesson_text(
    found: Explained, questions: Sequence[Question], path: Path, *, copies_code: bool
) -> str:
    """Return the content of a lesson file about a model.

    Args:
        found: the model.
        questions: the questions to include.
        path: the lesson's file. Its name becomes the lesson's id, and `source` is relative to it.
        copies_code: whether the code of a short file is copied into the lesson's setup. Otherwise
            the lesson refers to the file.
    """
    items = [indented(block_yaml([question.plain])) for question in questions]
    code = _code(found, path, copies_code)
    plain_head = _head(found, questions, path, code)
    head = [block_yaml({key: value}) for key, value in plain_head.items()]
    trace = block_yaml({"trace": _trace(found, questions)})
    return "\n".join([SCHEMA, *head, "", trace, "", "items:", "\n\n".join(items), ""])


def _head(
    found: Explained, questions: Sequence[Question], path: Path, code: dict[str, Any]
) -> dict[str, Any]:
    """Return the part of the lesson that precedes the trace and the items."""
    target, model = found.target, found.trace.calls[0]
    inputs = " and ".join(found.trace.inputs) or "its input"
    named = {wrong.belief for question in questions for wrong in question.wrongs}
    layers = counted(len(found.subject.layers), "layer")
    return {
        "lesson": slug(path.stem),
        "title": f"{target.name}, layer by layer",
        "minutes": max(5, len(questions)),
        "about": (
            f"How {target.name} processes an input of {inputs}: {layers} with "
            f"{counted(model.parameters, 'parameter')}, from the input to the output "
            f"{model.output}."
        ),
        **code,
        "misconceptions": beliefs(named),
    }


def _code(found: Explained, path: Path, copies_code: bool) -> dict[str, Any]:
    """Return the part of the lesson that contains or names the model's code.

    This is either a setup with the code, or the file's name and hash with a shorter setup.
    """
    target = found.target
    source = target.source
    last = [META] if found.subject.is_large else []
    own = "\n".join([target.own_setup, *last, ""])
    if source is None:
        return {"setup": own}
    if copies_code and source.is_single and source.code.count("\n") <= MOST_LINES:
        present = source.code.split("\n")
        missing = [line for line in target.own_setup.split("\n") if line not in present]
        return {"setup": "\n".join([source.code.strip("\n"), *missing, *last, ""])}
    file = _relative(source.path, path.parent)
    return {"source": {"file": file, "sha256": source.digest}, "setup": own}


def _relative(file: Path, folder: Path) -> str:
    """Return a file's path relative to a folder, or its full path if it is on another drive."""
    try:
        return os.path.relpath(file.resolve(), folder.resolve())
    except ValueError:
        return str(file.resolve())


def _trace(found: Explained, questions: Sequence[Question]) -> dict[str, Any]:
    about = {question.path: question.id for question in questions if question.path}
    whole = next((question.id for question in questions if question.topic == "output"), None)
    calls = [_call(call, about) for call in _described(found, about)]
    if whole and calls:
        calls[0]["question"] = whole
    quiz = [question.id for question in questions if question.path or question.id == whole]
    return {
        "insight": _insight(found),
        "quiz": quiz,
        "call": found.subject.call,
        "calls": calls,
    }


def _call(call: Call, about: dict[str, str]) -> dict[str, Any]:
    stated: dict[str, Any] = {"path": call.path, "shape": call.output, "means": _means(call)}
    if call.path and call.path in about:
        stated["question"] = about[call.path]
    return stated


def _described(found: Explained, about: dict[str, str]) -> Iterator[Call]:
    """Yield the calls that the lesson describes: the first call to each of some modules.

    These modules are the model itself, those that questions are about, and the first few layers and
    outer blocks.
    """
    seen: set[str] = set()
    for call in found.trace.calls:
        if call.kind != "module" or call.path in seen:
            continue
        seen.add(call.path)
        is_asked = call.path in about
        if is_asked or (len(seen) <= MOST_DESCRIBED and (call.depth <= 1 or call.is_layer)):
            yield call


def _means(call: Call) -> str:
    """Return a sentence that describes a module and states its number of parameters."""
    what = f"`{short_code(call.code)}`" if call.is_layer else f"A block of type `{call.type}`"
    if not call.path:
        what = f"The whole model, `{call.type}`"
    size = counted(call.parameters, "parameter") if call.parameters else "nothing to learn"
    return f"{what}: {size}."


def _insight(found: Explained) -> str:
    layers = [call for call in found.subject.layers if call.own_parameters]
    if not layers:
        return f"{found.target.name} has no parameters, so there is nothing to train."
    largest = max(layers, key=lambda call: call.own_parameters)
    busiest = max(layers, key=lambda call: call.multiply_adds)
    most = f"Most of its parameters are in `{largest.path}`"
    if busiest.path == largest.path or not busiest.multiply_adds:
        return f"{most}, with {counted(largest.own_parameters, 'parameter')}."
    return (
        f"{most}, with {counted(largest.own_parameters, 'parameter')}, but most of the work is "
        f"done in `{busiest.path}`, which uses its weights at many positions."
    )
