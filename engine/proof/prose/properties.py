"""Finds statements in words about the properties of a value, such as “`x` is not contiguous”."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from torchquiz.engine.proof.number_words import spelt_numbers
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.written_figures import is_computed

OF_PROPERTIES = ("_is_shared", "_is_alone", "_count", "_difference", "_axes", "_parameter_counts")
"""The functions of `prose.py` that evaluate properties."""
NAME = r"`(?P<name>[a-zA-Z_]\w*(?:\.\w+|\[-?\d+\])*)`"
"""Matches a name in code, such as `` `x` `` or `` `layer.weight` ``."""
OTHER = r"`(?P<other>[a-zA-Z_]\w*(?:\.\w+|\[-?\d+\])*)`"
PAIR = rf"{NAME} and {OTHER}"
COUNTABLE = "elements|rows|columns|channels|parameters|axes"
DOES = r"(?P<does> does not| doesn't)?"
SAYS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (rf"{NAME} is (?:still |now )?(?P<negation>not )?contiguous\b", "{name}.is_contiguous()"),
        (rf"{NAME} is (?:still )?(?P<negation>not |no )?(?:a )?leaf\b", "{name}.is_leaf"),
        (
            rf"{NAME}{DOES} (?:still |now )?requires? (?P<negation>no )?(?:a )?gradients?\b",
            "{name}.requires_grad",
        ),
        (
            rf"{NAME}{DOES} shares? (?:its |the )?(?:memory|storage|data) with `(?P<other>\w+)`",
            "_is_shared({name}, {other})",
        ),
        (
            rf"{NAME} is (?P<negation>not )?a view of `(?P<other>\w+)`",
            "_is_shared({name}, {other})",
        ),
        (rf"{NAME} is a copy of `(?P<other>\w+)`", "not _is_shared({name}, {other})"),
        (rf"{NAME} is an integer tensor\b", "not {name}.is_floating_point()"),
        (rf"{NAME} is a float(?:ing-point)? tensor\b", "{name}.is_floating_point()"),
        (rf"{NAME} (?P<negation>has) (?:its|memory of its) own(?: memory)?\b", "_is_alone({name})"),
        (
            rf"{PAIR}(?P<does> do not| don't)? share (?:their |the )?(?:memory|storage|data)\b",
            "_is_shared({name}, {other})",
        ),
        (
            rf"{PAIR}(?P<does> do not| don't)? have the same (?P<what>shape|dtype)\b",
            "{name}.{what} == {other}.{what}",
        ),
        (
            rf"{NAME} is (?P<negation>not )?(?:larger|greater|bigger|higher) than {OTHER}",
            "_difference({name}, {other}) > 0",
        ),
        (
            rf"{NAME} is (?P<negation>not )?(?:smaller|less|lower) than {OTHER}",
            "_difference({name}, {other}) < 0",
        ),
        (
            rf"{NAME} has (?P<negation>no )?more (?P<what>{COUNTABLE}) than {OTHER}",
            "_count({name}, '{what}') > _count({other}, '{what}')",
        ),
        (
            rf"{NAME} has (?P<negation>no )?fewer (?P<what>{COUNTABLE}) than {OTHER}",
            "_count({name}, '{what}') < _count({other}, '{what}')",
        ),
        (rf"{NAME} is (?P<negation>not )?a scalar\b", "_axes({name}) == 0"),
        (rf"{NAME} is (?P<negation>not )?a vector\b", "_axes({name}) == 1"),
        (rf"{NAME} is (?P<negation>not )?a matrix\b", "_axes({name}) == 2"),
        (rf"{NAME} is (?:still |now )?(?P<negation>not )?in training mode\b", "{name}.training"),
        (
            rf"{NAME} is (?:still |now )?(?P<negation>not )?in eval(?:uation)? mode\b",
            "not {name}.training",
        ),
        (
            rf"{NAME} (?:still )?has (?P<negation>no )?(?:a )?`grad_fn`",
            "{name}.grad_fn is not None",
        ),
    )
)
"""Statements that are true or false, each with the expression that evaluates them."""
NEGATIONS = {"not", "no", "does not", "doesn't", "do not", "don't"}
COUNTED = {
    "elements": "elements",
    "entries": "elements",
    "values": "elements",
    "numbers": "elements",
    "dimensions": "axes",
    "axes": "axes",
    "rows": "rows",
    "columns": "columns",
    "channels": "channels",
    "parameters": "parameters",
}
COUNT = re.compile(
    rf"{NAME} (?:has|contains|holds) (?:only |exactly |just )?(?P<count>[\w,-]+)"
    rf" (?P<what>{'|'.join(COUNTED)})\b"
)
"""Matches a count of parts, such as `` `x` has 6 elements ``."""
AGGREGATES = {"mean": "mean", "sum": "sum", "maximum": "max", "minimum": "min"}
AGGREGATE = re.compile(
    rf"\b(?P<what>{'|'.join(AGGREGATES)}) of {NAME} is (?P<value>-?\d+(?:\.\d+)?)"
    r"(?![\w%/]|[.,]\d| ?[-+×*/=])"
)
"""Matches a statement about all elements, such as `` the mean of `x` is 5.5 ``."""
SHAPE = re.compile(
    rf"(?:{NAME} has (?:the |a )?shape|\bshape of `(?P<of>[a-zA-Z_]\w*)` is)"
    r" `?(?P<shape>\((?:\d+,? ?)*\))"
)
"""Matches a shape, such as `` `x` has the shape (2, 3) ``."""


@dataclass(frozen=True, slots=True)
class Property:
    """An expression and the value that a text says it has."""

    code: str
    stated: str
    said: str
    """The statement in the words of the text."""


def properties(text: RenderedText, start: int, end: int) -> Iterator[Property]:
    """Yield the properties that a part of a text states, except those with computed values."""
    for pattern, code in SAYS:
        for match in pattern.finditer(text.text, start, end):
            groups = match.groupdict()
            words = {(groups.get(name) or "").strip() for name in ("negation", "does")}
            yield Property(code.format(**groups), str(not words & NEGATIONS), match[0])
    for match in COUNT.finditer(text.text, start, end):
        number = _number(match["count"])
        if number and not is_computed(match.span("count"), text):
            yield _count_of(match, number)
    for match in AGGREGATE.finditer(text.text, start, end):
        if not is_computed(match.span("value"), text):
            code = f"{match['name']}.{AGGREGATES[match['what']]}()"
            yield Property(code, match["value"], match[0])
    for match in SHAPE.finditer(text.text, start, end):
        if not is_computed(match.span("shape"), text) and _is_tuple(match["shape"]):
            name = match["name"] or match["of"]
            yield Property(f"{name}.shape", f"list({match['shape']})", match[0])


def _count_of(match: re.Match[str], number: str) -> Property:
    """Return a stated count. “2 parameters” may be a weight and a bias, or two numbers."""
    if match["what"] == "parameters":
        return Property(f"{number} in _parameter_counts({match['name']})", "True", match[0])
    return Property(f"_count({match['name']}, {COUNTED[match['what']]!r})", number, match[0])


def _number(written: str) -> str:
    """Return a number in digits, or an empty string if it is not one."""
    if re.fullmatch(r"\d[\d,]*", written):
        return written.replace(",", "")
    (number,) = [*spelt_numbers(written)] or (None,)
    return f"{number.value:g}" if number and number.text == written else ""


def _is_tuple(code: str) -> bool:
    try:
        return isinstance(ast.literal_eval(code), tuple)
    except (ValueError, SyntaxError):
        return False
