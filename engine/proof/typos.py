"""Finds names that are probably misspelt, rather than due to a misconception."""

import ast
import builtins
import difflib
import re
from dataclasses import replace
from typing import Any, Literal

from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Raised, program
from torchquiz.engine.sandbox.values import plain

UNDEFINED = re.compile(r"name '(\w+)' is not defined")
"""Matches Python's message about an unknown name, such as `name 'modle' is not defined`."""
MODULES = {"torch", "nn", "F", "np", "optim", "plt", "torchvision"}
"""Names of modules. An option without the import of one may well show what learners forget."""
CLOSE = 0.75
"""Minimum similarity, from 0 to 1, to a known name at which an unknown name counts as a typo."""


def likely_typo(raised: Raised | None, program: str) -> str:
    """Return a clause, without a full stop, about an undefined name that looks misspelt.

    Return an empty string if the failure does not look like a typo.

    Args:
        raised: the exception that the option raised.
        program: the program that contains the option, including the code that runs before it.
    """
    match = UNDEFINED.match(raised.message) if raised and raised.type == "NameError" else None
    if match is None:
        return ""
    known = _defined_names(program)
    # A name that is defined later is not a typo, because the option's lines may be in the wrong
    # order.
    if match[1] in known:
        return ""
    close = difflib.get_close_matches(match[1], known, n=1, cutoff=CLOSE)
    if not close and match[1] in MODULES:
        return ""
    question = f"; did you mean `{close[0]}`" if close else " anywhere"
    return f"`{match[1]}` is not defined{question}"


def close_name(
    context: ItemContext[Any], kind: Literal["attribute", "parameter"], owner: str, name: str
) -> str:
    """Return the name in PyTorch that differs from a misspelt one by one typo.

    Return an empty string if there is none.

    Args:
        context: the context of the item.
        kind: what the name is: an attribute of a module or class, or a parameter of a function.
        owner: the module, class or function, such as `torch.nn`, `Tensor` or `Conv2d.__init__`.
        name: the name that the owner does not have.
    """
    ask = Ask(f"_close_{kind}({owner!r}, {name!r})")
    job = replace(context.job(program("typos"), asks=[ask], names={}), purpose="typos")
    (outcome,) = context.run([job])
    return plain(context.value(outcome.answers[0], "the name")) if outcome.answers else ""


def _defined_names(program: str) -> set[str]:
    """Return the names that a program assigns, imports or defines, and Python's built-in names."""
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return names
