"""Drafts hints, a worked solution and a quick check for a question about computed values.

The solution states only values that the code computes, so that the proof of the item covers it too.
"""

import ast
import re
from collections.abc import Iterator
from math import prod

from torchquiz.engine.authoring.drafting.observation import (
    MOST_ELEMENTS,
    Observation,
    Runner,
)
from torchquiz.engine.authoring.drafting.topics import topic_of
from torchquiz.engine.authoring.misreadings.calls import called_name
from torchquiz.engine.models.runs import Value

TODO = "TODO:"
"""The placeholder for a passage that the author has to write. `torchquiz check` lists each one."""
MOST_STEPS = 4
LONGEST = 40
"""The maximum length, in characters, of a value in a sentence."""
PLAIN = {"int", "float", "bool", "str", "list", "tuple", "dtype"}
"""The types of values, apart from tensors, that a sentence states."""
PROPERTY = re.compile(r"\.(shape|dtype|requires_grad|is_leaf|ndim)$")
"""A property of a tensor at the end of an expression: `y.shape`."""
SUM = re.compile(r"sum\((.* for .* in .*)\)")
"""A sum over a generator: `sum(p.numel() for p in net.parameters())`."""


def hints_and_check(observation: Observation) -> tuple[list[str], str]:
    """Return hints and a quick check for learners.

    They are specific to the operation in the snippet if its topic is known, and general otherwise.
    """
    topic = topic_of(observation.snippet, observation.ask)
    follow = "Go through the code line by line, and write down the value of each variable."
    if topic is None:
        return [
            follow
        ], "Run the code line by line, and compare each value with the one you expected."
    return [follow, topic.hint], topic.check


def solution(observation: Observation, runner: Runner) -> list[str]:
    """Return the solution's steps, with an `{expression}` for each intermediate value."""
    candidates = [(code, _figure(code)) for code in _intermediate(observation)]
    figures = [figure for _, figure in candidates if figure]
    outcome = runner.run(observation.snippet, figures)
    works = {
        figure
        for figure, answer in zip(figures, outcome.answers, strict=False)
        if isinstance(answer, Value)
    }
    steps = [f"`{code}` is {{{figure}}}." for code, figure in candidates if figure in works]
    steps = steps[:MOST_STEPS] or _final_values(observation, runner)
    if right := right_value(observation.ask):
        steps.append(f"So {right}" if steps else right)
    return steps or [f"{TODO} explain how to find the answer."]


def right_value(ask: str) -> str:
    """Return a template for a sentence that states the value of an expression.

    Return an empty string if a template cannot contain the expression.
    """
    figure = _figure(ask) if ask else ""
    return f"`{ask}` is {{{figure}}}." if figure else ""


def _final_values(observation: Observation, runner: Runner) -> list[str]:
    """Return a list with one sentence that states the short final values, or an empty list."""
    names = _stored_names(observation.snippet)
    if observation.ask in names:
        names.remove(observation.ask)
    outcome = runner.run(observation.snippet, names)
    figures = [
        f"`{name}` is {{{figure}}}"
        for name, answer in zip(names, outcome.answers, strict=False)
        if isinstance(answer, Value) and (figure := _short(name, answer))
    ]
    return [f"At the end, {', '.join(figures[-MOST_STEPS:])}."] if figures else []


def _stored_names(snippet: str) -> list[str]:
    """Return the names that statements outside functions assign, in the order of assignment."""
    names = [
        node.id
        for statement in ast.parse(snippet).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id != "_"
    ]
    return list(dict.fromkeys(names))


def _short(name: str, value: Value) -> str:
    """Return an expression that shows the value of a name in a sentence.

    A large tensor is represented by its shape. Return an empty string for any other value that is
    too long or not plain data.
    """
    if value.tag == "tensor":
        is_small = len(value.data["data"]) <= MOST_ELEMENTS
        as_plain = f"{name}.tolist()" if value.data["shape"] else f"{name}.item()"
        return as_plain if is_small else f"tuple({name}.shape)"
    is_short = "\n" not in value.text and len(value.text) <= LONGEST
    return name if value.tag in PLAIN and is_short else ""


def _intermediate(observation: Observation) -> list[str]:
    """Return expressions for the intermediate values that lead to the answer."""
    if found := PROPERTY.search(observation.ask):
        steps = _earlier_properties(observation, found[1])
    elif terms := SUM.fullmatch(observation.ask):
        steps = [f"[{terms[1]}]"]
    else:
        steps = [*_calculations(observation.snippet), *_computed_tensors(observation)]
    if not observation.ask:
        steps += _printed_values(observation.snippet)
    return list(dict.fromkeys(steps))


def _earlier_properties(observation: Observation, name: str) -> list[str]:
    """Return expressions for the same property (such as a shape) of earlier tensors and results."""
    own = observation.ask.partition(".")[0]
    tensors = [tensor for tensor in _assigned_once(observation) if tensor != own]
    for node in ast.walk(ast.parse(observation.snippet)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call() as receiver)):
                tensors.append(ast.unparse(receiver))
    return [f"{tensor}.{name}" for tensor in tensors]


def _assigned_once(observation: Observation) -> list[str]:
    """Return the tensors that are assigned only once and so keep their value after the snippet."""
    tree = ast.parse(observation.snippet)
    stored = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return [name for name in observation.tensors if stored.count(name) == 1]


def _calculations(snippet: str) -> Iterator[str]:
    """Yield the calculations inside larger expressions, such as `x ** 2` in `(x ** 2).sum()`."""
    for statement in ast.parse(snippet).body:
        if isinstance(statement, ast.Assign):
            for node in ast.walk(statement.value):
                code = ast.unparse(node)
                is_inner = node is not statement.value and isinstance(node, ast.BinOp)
                if is_inner and "rand" not in code and _has_name(node):
                    yield f"({code}).tolist()"


def _printed_values(snippet: str) -> Iterator[str]:
    """Yield the computed values that statements outside loops print."""
    for statement in ast.parse(snippet).body:
        if isinstance(statement, ast.Expr) and called_name(statement.value) == "print":
            assert isinstance(statement.value, ast.Call)
            yield from (ast.unparse(value) for value in statement.value.args if _has_name(value))


def _has_name(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Name) for part in ast.walk(node))


def _computed_tensors(observation: Observation) -> Iterator[str]:
    """Yield expressions for the values of small tensors that are computed, not written out."""
    asked = observation.ask.partition(".")[0]
    for statement in ast.parse(observation.snippet).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                shape = observation.tensors.get(name)
                is_small = shape is not None and prod(shape) <= MOST_ELEMENTS
                if is_small and name != asked and called_name(value) != "tensor":
                    yield f"{name}.tolist()" if shape else f"{name}.item()"


def _figure(code: str) -> str:
    """Return an expression to put in braces, or an empty string if braces cannot contain it."""
    if any(sign in code for sign in "{}!") or "lambda" in code:
        return ""
    return f"tuple({code})" if code.endswith(".shape") else code
