"""Finds figures that an explanation gives to the wrong argument, such as the size as the stride."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.figure_checks import HYPOTHETICAL
from torchquiz.engine.proof.figures import SMALL, figures_in
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import right_code
from torchquiz.engine.proof.prose.statements import OTHERWISE, SENTENCE
from torchquiz.engine.proof.rendered import RenderedText

ARGUMENTS = {
    "kernel": "kernel_size",
    "kernel size": "kernel_size",
    "stride": "stride",
    "padding": "padding",
    "dilation": "dilation",
    "learning rate": "lr",
    "momentum": "momentum",
    "weight decay": "weight_decay",
    "batch size": "batch_size",
}
"""The keyword argument that each of these words stands for."""
MENTION = re.compile(
    rf"(?<!→ )\b(?P<word>{'|'.join(sorted(ARGUMENTS, reverse=True))}) (?:of |is |= |size )?"
    r"(?P<value>\d+(?:\.\d+)?)(?![\w×%]|\.\d| ?→)",
    re.IGNORECASE,
)
"""Matches an argument with its value in words, such as `a stride of 2` or `padding 1`."""


def report_confused_arguments(
    context: ItemContext[Any], variant: Variant, texts: Iterable[RenderedText]
) -> None:
    """Record a doubt about each argument whose value in a text is none of those in the code.

    In the question itself, it is a fault.

    The explanations of wrong options are left out, because they may be about other code.
    """
    own = [text for text in texts if text.where[0] != "distractors"]
    own += [text for where, text in context.rendered.items() if where == ("stem",)]
    mentions = [(text, match) for text in own for match in _mentions(text)]
    if not mentions:
        return
    code = "\n".join([variant.setup, variant.snippet, right_code(variant)])
    keywords, others = _arguments(code)
    for text, match in mentions:
        name, value = ARGUMENTS[match["word"].lower()], float(match["value"])
        values = keywords.get(name, set())
        if text.where == ("stem",):  # A question may also state what an assignment sets.
            others = others | figures_in(code).numbers - SMALL
        if values and value not in values | others:
            shown = " and ".join(f"{number:g}" for number in sorted(values))
            reason = f"it says “{match[0]}”, but in the code, {name} is {shown}"
            if text.where == ("stem",):
                context.note_fault(f"{reason}.", "Make the question fit its code.", *text.where)
            else:
                context.note_doubt(reason, *text.where)


def _mentions(text: RenderedText) -> Iterator[re.Match[str]]:
    """Yield the arguments with values in those sentences that are about the code as it is."""
    otherwise = HYPOTHETICAL if text.where == ("stem",) else OTHERWISE
    for sentence in SENTENCE.split(text.text):
        if not otherwise.search(sentence):
            yield from MENTION.finditer(sentence)


def _arguments(code: str) -> tuple[dict[str, set[float]], set[float]]:
    """Return the numbers passed by keyword, by name, and those passed to layers by position."""
    keywords: dict[str, set[float]] = {}
    others: set[float] = set()
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}, set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg:
                keywords.setdefault(keyword.arg, set()).update(_numbers(keyword.value))
        if ast.unparse(node.func).rpartition(".")[2][:1].isupper():
            others.update(number for argument in node.args for number in _numbers(argument))
    return keywords, others


def _numbers(node: ast.expr) -> Iterator[float]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, int | float):
            yield float(part.value)
