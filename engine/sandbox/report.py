"""Reads what a child reported, any part of which a hostile program may have written: what does not look as it must is refused.

A program shares its process with the code that reports on it, so nobody can tell that a value is true; but a report is well
formed, answers what was asked, opens with the job's token, and gives no orders to the terminal that it is shown on.
"""

import json
import math
import re
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError, convert

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Raised, Repeat

MAX_DEPTH = 12
MAX_TEXT = 4000
"""Characters of an exception's name, and of its message, that a child reports."""
MAX_WHOLE = 1 << 64
"""No whole number in a tensor is as large, nor is a size."""
NO_NUMBERS = {"nan", "inf", "-inf"}
NAMES = {"dtype", "device", "layout", "class"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys, breaks a line at, or turns the direction of reading around for."""
COLOUR = re.compile("\x1b\\[[0-9;]*m")
HALF = re.compile("[\ud800-\udfff]")

Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Count = Annotated[int, Meta(ge=0, le=1 << 31)]


class ForgedError(Exception):
    """The report is none that this version's child writes."""


class _Failed(Struct, forbid_unknown_fields=True):
    type: Text
    lineage: tuple[str, ...]
    message: Text
    through: tuple[str, ...]
    path: str = ""
    line: Count = 0
    snippet_line: Count = 0
    role: Literal["", "setup", "snippet"] = ""


class _AskFailed(_Failed, tag_field="as", tag="raised"):
    pass


class _Value(Struct, tag_field="as", tag="value", forbid_unknown_fields=True):
    tag: str
    data: Any
    text: str


class _Text(Struct, tag_field="as", tag="text", forbid_unknown_fields=True):
    text: str


class _Goal(Struct, tag_field="as", tag="goal", forbid_unknown_fields=True):
    holds: bool
    seen: tuple[tuple[str, str], ...]


class _Class(Struct, tag_field="as", tag="class", forbid_unknown_fields=True):
    lineage: tuple[str, ...]


class _Run(Struct, forbid_unknown_fields=True):
    raised: _Failed | None
    elapsed_ms: Annotated[float, Meta(ge=0, le=1e9)]
    answers: tuple[_AskFailed | _Value | _Text | _Goal | _Class, ...]


class _Report(_Run, forbid_unknown_fields=True):
    again: _Run | None = None
    printed: Count = 0


FITTING = {"value": _Value, "text": _Text, "goal": _Goal, "class": _Class}
"""What an ask of each mode is answered with, unless it raised."""


Ran = tuple[Raised | None, tuple[Answered, ...], float]
"""The exception, the answers and the milliseconds of a run."""


def read(
    text: str, asks: tuple[Ask, ...], repeat: Repeat | None = None
) -> tuple[Ran, Ran | None, int]:
    """What a report says of the run, of its repetition, and how many bytes were printed in between.

    Raises:
        ForgedError: it is malformed, or does not answer what was asked.
    """
    try:
        report = convert(json.loads(text), _Report)
        if (report.again is None) != (repeat is None):
            raise ForgedError
        again = _ran(report.again, asks[: repeat.asks]) if repeat and report.again else None
        return _ran(report, asks), again, report.printed
    except (ValueError, ValidationError, RecursionError):
        raise ForgedError from None


def _ran(run: _Run, asks: tuple[Ask, ...]) -> Ran:
    fits = len(run.answers) == len(asks) and all(
        isinstance(answer, _AskFailed | FITTING[ask.mode])
        for ask, answer in zip(asks, run.answers, strict=True)
    )
    if not fits:
        raise ForgedError
    return (
        _raised(run.raised) if run.raised else None,
        tuple(map(_answered, run.answers)),
        run.elapsed_ms,
    )


def shown(text: str) -> str:
    """The text without orders to a terminal: a control character becomes its picture, half a character a question mark.

    Colours, which PyTorch puts into some of its messages, are left out.
    """
    return CONTROL.sub(_picture, COLOUR.sub("", text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def _raised(plain: _Failed) -> Raised:
    return Raised(
        shown(plain.type),
        tuple(map(shown, plain.lineage)),
        shown(plain.message),
        shown(plain.path),
        plain.line,
        plain.snippet_line,
        plain.role,
        tuple(map(shown, plain.through)),
    )


def _answered(plain: _AskFailed | _Value | _Text | _Goal | _Class) -> Answered:
    match plain:
        case _AskFailed():
            return _raised(plain)
        case _Value():
            return Value(plain.tag, _data(plain.tag, plain.data, 0), shown(plain.text))
        case _Text():
            return shown(plain.text)
        case _Goal():
            return Goal(
                plain.holds, tuple((shown(source), shown(text)) for source, text in plain.seen)
            )
        case _Class():
            return tuple(map(shown, plain.lineage))


def _data(tag: str, data: Any, depth: int) -> Any:
    """What a value is compared by, once it is known to be what its tag says."""
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
            return HALF.sub("\ufffd", data)
        case "tensor" if _is_tensor(data):
            return data
        case "shape" | "tuple" | "list" if type(data) is list:
            return [_element(one, depth) for one in data]
        case "dict" if type(data) is list and all(
            type(pair) is list and len(pair) == 2 for pair in data
        ):
            return [[_key(pair[0], depth), _element(pair[1], depth)] for pair in data]
        case _ if tag in NAMES and type(data) is str:
            return shown(data)
    raise ForgedError


def _element(plain: Any, depth: int) -> dict[str, Any]:
    if depth > MAX_DEPTH:
        raise ForgedError
    element = convert(plain | {"as": "value"} if type(plain) is dict else plain, _Value)
    return {
        "tag": element.tag,
        "data": _data(element.tag, element.data, depth + 1),
        "text": shown(element.text),
    }


def _key(plain: Any, depth: int) -> dict[str, Any]:
    """A key of a dictionary, which Python must be able to look up."""
    key = _element(plain, depth)
    if _holds_dict(key):
        raise ForgedError
    return key


def _holds_dict(element: dict[str, Any]) -> bool:
    return element["tag"] == "dict" or (
        element["tag"] in {"shape", "tuple", "list"} and any(map(_holds_dict, element["data"]))
    )


def _is_number(data: Any) -> bool:
    """A float that JSON cannot carry comes as text; every other one is finite."""
    if type(data) is str:
        return data in NO_NUMBERS
    return _is_whole(data) or (type(data) is float and math.isfinite(data))


def _is_whole(data: Any) -> bool:
    return type(data) is int and -MAX_WHOLE < data < MAX_WHOLE


def _is_tensor(data: Any) -> bool:
    if (
        type(data) is not dict
        or data.keys() != {"dtype", "shape", "data"}
        or type(data["dtype"]) is not str
    ):
        return False
    shape, numbers = data["shape"], data["data"]
    if (
        type(shape) is not list
        or type(numbers) is not list
        or not all(_is_whole(size) and size >= 0 for size in shape)
    ):
        return False
    parts = 2 if "complex" in data["dtype"] else 1
    return len(numbers) == math.prod(shape) * parts and all(
        type(one) is bool or _is_number(one) for one in numbers
    )
