"""Holds explanations of PyTorch operations for the hints and quick checks of drafted items.

Each explanation names its operation and is true in any code that uses the operation.
"""

import ast
import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Topic:
    """Explanations of one kind of operation, with patterns for the code to which they apply."""

    code: str
    """A regular expression for the code to which the explanations apply."""
    ask: str
    """A regular expression for the expression that learners evaluate."""
    hint: str
    check: str
    part: Literal["all", "last"] = "last"
    """The code that must match: the whole snippet, or the statement that computes the value."""


SHAPE = r"^(?!.*(weight|bias|parameters)).*\b(shape|size|ndim|dim|numel)\b"
"""Matches a question about the shape of a value, but not about the shape of a layer's parameter."""

TOPICS = (
    Topic(
        r"\b(Conv|conv)\dd\b",
        SHAPE,
        "With the given stride and padding, how many positions are there for the kernel "
        "along each spatial axis?",
        "Each filter produces one channel of the output. The batch size stays the same.",
        "all",
    ),
    Topic(
        r"(Pool|pool)\dd\b",
        SHAPE,
        "How many windows fit along each spatial axis?",
        "Pooling keeps the number of channels.",
        "all",
    ),
    Topic(
        r"",
        r"parameters\(",
        "Count the elements of each weight tensor first, then those of each bias.",
        "`named_parameters()` yields every parameter. The number of elements is the product "
        "of its sizes.",
        "all",
    ),
    Topic(
        r"\bLinear\(",
        SHAPE,
        "Which axis does a linear layer change?",
        "A linear layer changes the last axis only.",
        "all",
    ),
    Topic(
        r"no_grad|inference_mode|enable_grad",
        r"requires_grad|grad_fn|is_leaf",
        "Which of the operations does autograd record?",
        "Whether a result requires a gradient is decided when it is computed.",
        "all",
    ),
    Topic(
        r"backward\(|autograd\.grad",
        r"grad",
        "Which operations does the differentiated value depend on? Take their derivatives "
        "one by one.",
        "Change one element slightly, and see how much the result changes.",
        "all",
    ),
    Topic(
        r"",
        r"requires_grad|is_leaf|grad_fn",
        "Which of the operands require a gradient?",
        "The result of an operation requires a gradient only if one of its inputs does.",
        "all",
    ),
    Topic(
        r"[\w)\]] (\+|-|\*|/) [\w(]",
        r"dtype",
        "Which dtype does each operand have?",
        "A floating-point dtype takes precedence over integers, and integers over booleans.",
        "all",
    ),
    Topic(
        r"torch\.(tensor|arange|full)\(",
        r"dtype",
        "Are the values integers or floats, and is a `dtype` given?",
        "Without a `dtype`, integers become int64, and floats become float32.",
        "all",
    ),
    Topic(
        r"_loss\(|Loss\(|cross_entropy|nll",
        r".",
        "Compute the loss of each element or example first. How does `reduction` combine them?",
        "PyTorch's losses return the mean unless you set `reduction`.",
        "all",
    ),
    Topic(
        r"\w_\(|\] [-+*/]?= ",
        r"^(?!.*(shape|dtype|grad))",
        "Which tensors share the same memory?",
        "A view shares its memory with the original, so a change to either one is visible in both.",
        "all",
    ),
    Topic(
        r"\.(view|reshape|flatten|unflatten)\(",
        SHAPE,
        "`view`, `reshape` and `flatten` keep the number of elements. How are the elements "
        "divided among the axes?",
        "The product of all sizes is the same before and after `view`, `reshape` or `flatten`.",
    ),
    Topic(
        r"\.(T|mT)\b|transpose\(|permute\(|\.t\(",
        SHAPE,
        "Which axis of the original is the first axis of the result?",
        "Transposing changes the order of the axes, not their sizes.",
    ),
    Topic(
        r"\b(sum|mean|max|min|amax|amin|argmax|argmin|prod|std|var|all|any)\([^)]*\d",
        SHAPE,
        "Which axis does `dim` refer to, and does that axis disappear?",
        "A reduced axis disappears unless `keepdim=True` keeps it with size 1.",
    ),
    Topic(
        r"\b(cat|stack)\(",
        SHAPE,
        "Does the operation add a new axis, or make an existing one longer?",
        "`cat` makes an axis longer, and `stack` adds an axis.",
    ),
    Topic(
        r"\w\[",
        SHAPE,
        "Which axes does each index remove, and which does it keep?",
        "An integer index removes its axis, and a slice keeps it.",
    ),
    Topic(
        r"\w @ \w|matmul\(",
        SHAPE,
        "Which sizes of the two matrices must be equal?",
        "A matrix product sums over the last axis of its first operand.",
    ),
    Topic(
        r"[\w)\]] (\+|-|\*|/) [\w(]",
        SHAPE,
        "Write the shapes one below the other, aligned at their last axes.",
        "Axes broadcast if their sizes are equal or one of them is 1.",
    ),
    Topic(
        r"\w\[",
        r".",
        "Which index belongs to which axis?",
        "Indices count from 0, and the first index selects along the first axis.",
        "all",
    ),
)


def topic_of(snippet: str, ask: str) -> Topic | None:
    """Return the explanations that apply to a snippet and an expression, or None if none do.

    Explanations of the statement that computes the value take precedence over explanations of the
    whole snippet.
    """
    parts = (("last", _last_statement(snippet, ask)), ("all", snippet))
    for part, code in parts:
        for topic in TOPICS:
            is_about = topic.part == part and re.search(topic.ask, ask)
            if is_about and re.search(topic.code, f"{code}\n{ask}"):
                return topic
    return None


def _last_statement(snippet: str, ask: str) -> str:
    """Return the last statement that assigns a name that the expression uses."""
    used = {node.id for node in ast.walk(ast.parse(ask or "None")) if isinstance(node, ast.Name)}
    for statement in reversed(ast.parse(snippet).body):
        for node in ast.walk(statement):
            is_stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            if is_stored and node.id in used:  # type: ignore[attr-defined]
                return ast.unparse(statement)
    return ""
