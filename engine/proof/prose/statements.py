"""Tests statements such as “`y.requires_grad` is `False`” or “n = 27” after the correct program."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import after_right_program, right_code
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.vacuous import names_of
from torchquiz.engine.proof.written_figures import is_computed
from torchquiz.engine.yaml.positions import Where

NUMBER = (
    r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?![\w%/·^]|[.,]\d| ?[-+*/×÷−=·^] ?[\w`(]| (?:to|by|out|of|times|per)\b)"
)
"""Matches a number that is not the beginning of a calculation, such as `27` or `-0.5`."""
STATEMENT = re.compile(
    r"(?<!\bof )(?<!\bin )(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\bwith )(?<!\bfrom )"
    r"`(?P<code>[^`\n]+)` (?:is|are|equals|gives|returns|=) (?:now |still |again |therefore )?"
    rf"(?:`(?P<quoted>[^`\n]+)`|(?P<plain>{NUMBER}|\bTrue\b|\bFalse\b|\bNone\b))"
)
"""Matches a statement about code, such as `` `y.requires_grad` is `False` ``."""
BARE = re.compile(
    r"(?<![`({\[=+*/×÷−-] )(?<![\w.`({\[=+*/×÷−-])"
    rf"(?P<code>[a-zA-Z_]\w*(?:\.\w+|\[-?\d+\])*) = (?P<plain>{NUMBER})"
)
"""Matches a statement about a name, such as `n = 27`, that is not part of a calculation."""
OTHERWISE = re.compile(
    r"\b(?:if|unless|without|with|before|until|when|whenever|would|could|had|instead|otherwise|were"
    r"|first|then|after|once|during|while|default|under|inside|within|later|example"
    r"|each|every|any|only|whose|where|here it|epoch|new)\b",
    re.IGNORECASE,
)
"""Matches words of a sentence about another program, or about another moment of this one."""
SENTENCE = re.compile(r"(?<=[.!?;])\s|\n")
DECIMALS = re.compile(r"\.(\d+)$")

READING = {
    "len", "type", "isinstance", "numel", "dim", "size", "item", "tolist", "sum", "mean", "min",
    "max", "is_contiguous", "equal", "allclose", "all", "any", "stride", "argmax", "list", "str",
    "int", "float", "abs", "round", "std", "var", "norm", "element_size", "is_floating_point",
}  # fmt: skip
"""Functions and methods that only read."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in a text: an expression and the value that it is said to have."""

    where: Where
    code: str
    stated: str
    decimals: int
    """The number of decimals of a stated number, or -1 if the stated value is not a number."""


def doubt_false_statements(
    context: ItemContext[Any], variant: Variant, texts: Iterable[RenderedText]
) -> None:
    """Record a doubt about each statement that the correct program contradicts."""
    names = names_of(right_code(variant)) - {"torch", "nn", "F", "np"}
    found = [one for text in texts for one in _statements(text) if _is_about(one.code, names)]
    if not found:
        return
    asks = [f"_disagreement{(one.code, one.stated, one.decimals)!r}" for one in found]
    for one, answer in zip(found, after_right_program(context, variant, asks), strict=False):
        if isinstance(answer, Value) and answer.data:
            reason = (
                f"it says that `{one.code}` is {one.stated}, but after the correct program it is "
                f"{answer.data}; correct it, or say for which program, or at which point, "
                "it is true"
            )
            context.note_doubt(reason, *one.where)


def _statements(text: RenderedText) -> Iterator[Statement]:
    """Yield the statements in a text, except those whose value was computed."""
    start = 0
    for sentence in SENTENCE.split(text.text):
        at = text.text.index(sentence, start)
        start = at + len(sentence)
        if OTHERWISE.search(sentence):
            continue
        for pattern in (STATEMENT, BARE):
            for match in pattern.finditer(text.text, at, start):
                groups = match.groupdict()
                stated = groups.get("quoted") or groups["plain"]
                value = match.span("quoted" if groups.get("quoted") else "plain")
                if not is_computed(value, text):
                    yield _statement(text.where, match["code"], stated)


def _statement(where: Where, code: str, stated: str) -> Statement:
    plain = stated.replace("−", "-").replace(",", "") if stated[-1].isdigit() else stated
    if not re.fullmatch(NUMBER, stated):
        return Statement(where, code, stated, -1)
    decimals = DECIMALS.search(plain)
    return Statement(where, code, plain, len(decimals[1]) if decimals else 0)


def _is_about(code: str, names: set[str]) -> bool:
    """Return whether an expression is about a name of the program, and changes nothing."""
    try:
        tree = ast.parse(code, mode="eval")
    except (SyntaxError, ValueError):
        return False
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return bool(used & names) and all(_only_reads(call) for call in calls)


def _only_reads(call: ast.Call) -> bool:
    """Return whether a call is one of those that certainly change nothing."""
    return ast.unparse(call.func).rpartition(".")[2] in READING
