"""Parses the report of a child process and rejects it if it is malformed.

A hostile program may have written any part of the report, because it shares a process with the code
that writes it. The values may therefore be false. However, an accepted report begins with the job's
token, is well-formed, answers every query, and contains no terminal control codes.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError

from torchquiz.engine.models.decoding import convert
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Raised
from torchquiz.engine.text.printable import printable

MAX_DEPTH = 12
MAX_TEXT = 4000
"""The maximum number of characters in a reported name or message, or in the text of a value."""
MAX_NAMES = 1000
"""The maximum number of base classes of an exception."""
MAX_MODULES = 30
"""The maximum number of modules that an exception passed through."""
MAX_INTEGER = 1 << 64
"""A bound that exceeds every integer in a tensor and every size."""
NON_FINITE = {"nan", "inf", "-inf"}
NAMES = {"dtype", "device", "layout", "class"}
"""The tags of values whose data is a name."""


# Matches a lone surrogate, such as "\ud800", which JSON can hold and UTF-8 cannot.
SURROGATE = re.compile("[\ud800-\udfff]")

Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Lineage = Annotated[tuple[Text, ...], Meta(max_length=MAX_NAMES)]
Count = Annotated[int, Meta(ge=0, le=1 << 31)]


class ForgedError(Exception):
    """Raised if a report cannot have been written by the worker's own code."""


class _PlainRaised(Struct, forbid_unknown_fields=True):
    type: Text
    lineage: Lineage
    message: Text
    through: Annotated[tuple[Text, ...], Meta(max_length=MAX_MODULES)]
    path: str = ""
    line: Count = 0
    snippet_line: Count = 0
    role: Literal["", "setup", "snippet"] = ""


class _PlainAskRaised(_PlainRaised, tag_field="as", tag="raised"):
    pass


class _PlainValue(Struct, tag_field="as", tag="value", forbid_unknown_fields=True):
    tag: str
    data: Any
    text: Text


class _PlainText(Struct, tag_field="as", tag="text", forbid_unknown_fields=True):
    text: Text


class _PlainGoal(Struct, tag_field="as", tag="goal", forbid_unknown_fields=True):
    holds: bool
    seen: Annotated[tuple[tuple[Text, Text], ...], Meta(max_length=2)]


class _PlainClass(Struct, tag_field="as", tag="class", forbid_unknown_fields=True):
    lineage: Lineage


_PlainAnswer = _PlainAskRaised | _PlainValue | _PlainText | _PlainGoal | _PlainClass


class _PlainReport(Struct, forbid_unknown_fields=True):
    raised: _PlainRaised | None
    elapsed_ms: Annotated[float, Meta(ge=0, le=1e9)]
    answers: tuple[_PlainAnswer, ...]


ANSWER_FORMS = {
    "value": _PlainValue,
    "text": _PlainText,
    "goal": _PlainGoal,
    "class": _PlainClass,
    "printed": _PlainValue,
}
"""The type of an answer in each mode, if evaluating the expression raised no exception."""


@dataclass(frozen=True, slots=True)
class ChildReport:
    """The validated report of a child process about its job."""

    raised: Raised | None
    answers: tuple[Answered, ...]
    elapsed_ms: float


def read_report(text: str, asks: tuple[Ask, ...]) -> ChildReport:
    """Parse and validate a child's report. The caller has already removed the token.

    Raises:
        ForgedError: the report is malformed or does not answer exactly the given queries.
    """
    try:
        return _checked(convert(json.loads(text), _PlainReport), asks)
    except (ValueError, ValidationError, RecursionError):
        raise ForgedError from None


def _checked(report: _PlainReport, asks: tuple[Ask, ...]) -> ChildReport:
    if len(report.answers) != len(asks):
        raise ForgedError
    for answer, ask in zip(report.answers, asks, strict=True):
        if not isinstance(answer, _PlainAskRaised | ANSWER_FORMS[ask.mode]):
            raise ForgedError
    raised = _raised(report.raised) if report.raised else None
    return ChildReport(raised, tuple(map(_answer, report.answers)), report.elapsed_ms)


def _raised(plain: _PlainRaised) -> Raised:
    return Raised(
        printable(plain.type),
        tuple(map(printable, plain.lineage)),
        printable(plain.message),
        printable(plain.path),
        plain.line,
        plain.snippet_line,
        plain.role,
        tuple(map(printable, plain.through)),
    )


def _answer(plain: _PlainAnswer) -> Answered:
    match plain:
        case _PlainAskRaised():
            return _raised(plain)
        case _PlainValue():
            return Value(plain.tag, _data(plain.tag, plain.data, 0), printable(plain.text))
        case _PlainText():
            return printable(plain.text)
        case _PlainGoal():
            seen = tuple((printable(source), printable(text)) for source, text in plain.seen)
            return Goal(plain.holds, seen)
        case _PlainClass():
            return tuple(map(printable, plain.lineage))


def _data(tag: str, data: Any, depth: int) -> Any:
    """Check that a value's data fits its tag (the name of its type), and return the data."""
    match tag:
        case "NoneType" | "other" if data is None:
            return None
        case "bool" if type(data) is bool:
            return data
        case "int" if type(data) is int:
            return data
        case "float" if type(data) is not int and _is_number(data):
            return data
        case "str" if type(data) is str:
            return SURROGATE.sub("\ufffd", data)
        case "tensor" if _is_tensor(data):
            return data
        case "shape" | "tuple" | "list" if type(data) is list:
            return [_element(element, depth) for element in data]
        case "dict" if type(data) is list and all(map(_is_pair, data)):
            return [[_key(key, depth), _element(value, depth)] for key, value in data]
        case _ if tag in NAMES and type(data) is str:
            return printable(data)
    raise ForgedError


def _element(plain: Any, depth: int) -> dict[str, Any]:
    """Check an element of a collection, and return it as a tagged value."""
    if depth > MAX_DEPTH:
        raise ForgedError
    tagged = plain | {"as": "value"} if type(plain) is dict else plain
    element = convert(tagged, _PlainValue)
    data = _data(element.tag, element.data, depth + 1)
    return {"tag": element.tag, "data": data, "text": printable(element.text)}


def _key(plain: Any, depth: int) -> dict[str, Any]:
    """Check that a dictionary's key is hashable, and return it."""
    key = _element(plain, depth)
    if _holds_dict(key):
        raise ForgedError
    return key


def _holds_dict(element: dict[str, Any]) -> bool:
    tag = element["tag"]
    if tag in {"shape", "tuple", "list"}:
        return any(map(_holds_dict, element["data"]))
    return bool(tag == "dict")


def _is_pair(data: Any) -> bool:
    return type(data) is list and len(data) == 2


def _is_number(data: Any) -> bool:
    """Return whether data is a number, or the string for a float that JSON cannot represent."""
    if type(data) is str:
        return data in NON_FINITE
    return _is_integer(data) or (type(data) is float and math.isfinite(data))


def _is_integer(data: Any) -> bool:
    return type(data) is int and -MAX_INTEGER < data < MAX_INTEGER


def _is_tensor(data: Any) -> bool:
    """Return whether the data describes a tensor, with as many numbers as its shape requires."""
    if type(data) is not dict or data.keys() != {"dtype", "shape", "data"}:
        return False
    dtype, shape, numbers = data["dtype"], data["shape"], data["data"]
    if type(dtype) is not str or type(shape) is not list or type(numbers) is not list:
        return False
    if not all(_is_integer(size) and size >= 0 for size in shape):
        return False
    numbers_per_element = 2 if "complex" in dtype else 1
    if len(numbers) != _element_count(shape, len(numbers)) * numbers_per_element:
        return False
    return all(type(number) is bool or _is_number(number) for number in numbers)


def _element_count(shape: list[int], most: int) -> int:
    """Return the number of elements in a tensor of this shape, or any number above `most`.

    Counting stops as soon as the number exceeds `most`, because multiplying many large sizes would
    take seconds.
    """
    if 0 in shape:
        return 0
    count = 1
    for size in shape:
        count *= size
        if count > most:
            break
    return count
