"""Answers by typing one value: reading what was meant, and comparing it as a value.

`(1, 6, 28, 28)`, `[1, 6, 28, 28]`, `torch.Size([1, 6, 28, 28])` and `1x6x28x28` are one shape. What cannot be read is not
wrong: the learner is asked again.
"""

import ast
import math
import re
from collections.abc import Callable
from typing import Any

from torchquiz.engine.grading.grade import (
    RIGHT,
    Entered,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import NUMBERS, SEQUENCES, same

DTYPE_NAMES = {
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "long": "int64",
    "int": "int32",
    "short": "int16",
    "cfloat": "complex64",
    "cdouble": "complex128",
}
"""Second names of dtypes: https://docs.pytorch.org/docs/2.13/tensor_attributes.html"""

DTYPES = {
    *DTYPE_NAMES.values(),
    *("bfloat16", "uint8", "int8", "bool", "uint16", "uint32", "uint64"),
}

TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def grade(answer: Typed, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a typed value: right when it is the key, and named when a known misconception produces it."""
    if not isinstance(response, Entered) or len(response.texts) != 1:
        return Unreadable("Type the answer first.")
    value = read(response.texts[0], answer.key)
    if isinstance(value, Unreadable):
        return value
    if same(value, answer.key, answer.tolerance):
        return RIGHT
    for near in answer.near:
        if near.value is not None and same(value, near.value, answer.tolerance):
            return wrong(near)
    return Grade("wrong", because=_compared(value, answer.key))


def read(text: str, key: Value) -> Value | Unreadable:
    """Read `text` as the kind of value that `key` is."""
    text = text.strip()
    if not text:
        return Unreadable("Type the answer first.")
    return READERS.get(key.tag, _read_text)(text)


def _read_shape(text: str) -> Value | Unreadable:
    inner = re.sub(r"^(torch\.)?Size", "", text).strip()
    while inner[:1] in ("(", "[") and inner[-1:] in (")", "]"):
        inner = inner[1:-1].strip()
    parts = [part for part in re.split(r"\s*[,xX×*;]\s*|\s+", inner) if part]
    if not all(re.fullmatch(r"-?\d{1,18}", part) for part in parts):
        return Unreadable(
            "This cannot be read as a shape; write it like (1, 3, 32, 32) or 1x3x32x32."
        )
    return shape([int(part) for part in parts])


def shape(sizes: list[int]) -> Value:
    """A shape as a value, shown as a tuple."""
    return Value("shape", [whole(size) for size in sizes], str(tuple(sizes)))


def whole(number: int) -> dict[str, Any]:
    """A whole number as plain data."""
    return {"tag": "int", "data": number, "text": str(number)}


def _read_sequence(text: str) -> Value | Unreadable:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return _read_shape(text)
    if not isinstance(value, tuple | list):
        return _read_shape(text)
    if not all(type(element) in PLAIN for element in value):
        return Unreadable("This cannot be read; write it like (1, 2, 3).")
    elements = [
        {"tag": PLAIN[type(element)], "data": element, "text": repr(element)} for element in value
    ]
    return Value("tuple", elements, str(tuple(value)))


PLAIN: dict[type, str] = {int: "int", float: "float", bool: "bool", str: "str"}


def _read_whole(text: str) -> Value | Unreadable:
    bare = re.sub(r"(?<=\d)[ _,](?=\d{3}\b)", "", text)
    if re.fullmatch(r"[-+−]?\d{1,30}(\.0*)?", bare):
        number = int(bare.replace("−", "-").split(".")[0])
        return Value("int", number, str(number))
    if isinstance(_read_float(text), Value):
        return _read_float(text)
    return Unreadable("This cannot be read as a whole number; write it like 448.")


def _read_float(text: str) -> Value | Unreadable:
    bare = text.replace("−", "-").removesuffix("%").strip()
    try:
        number = float(bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare)
    except ValueError:
        return Unreadable("This cannot be read as a number; write it like 0.25.")
    if text.endswith("%"):
        number /= 100
    return Value("float", number, repr(number))


def _read_bool(text: str) -> Value | Unreadable:
    if text.lower() in TRUTH:
        truth = TRUTH[text.lower()]
        return Value("bool", truth, str(truth))
    return Unreadable("Type True or False.")


def _read_dtype(text: str) -> Value | Unreadable:
    name = text.removeprefix("torch.").lower()
    name = DTYPE_NAMES.get(name, name)
    if name not in DTYPES:
        return Unreadable("This is no dtype; write it like torch.float32.")
    return Value("dtype", f"torch.{name}", f"torch.{name}")


def _read_tensor(text: str) -> Value | Unreadable:
    return Unreadable("A tensor cannot be typed here.")


def _read_text(text: str) -> Value | Unreadable:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return Value("str", lines, lines)


READERS: dict[str, Callable[[str], Value | Unreadable]] = {
    "shape": _read_shape,
    "tuple": _read_sequence,
    "list": _read_sequence,
    "int": _read_whole,
    "float": _read_float,
    "bool": _read_bool,
    "dtype": _read_dtype,
    "tensor": _read_tensor,
}


def _compared(value: Value, key: Value) -> str:
    """What can be said of a wrong value that no misconception explains, without giving the key away."""
    if value.tag in SEQUENCES and key.tag in SEQUENCES:
        if len(value.data) != len(key.data):
            return f"It should have {len(key.data)} numbers, and yours has {len(value.data)}."
        wrong_at = [
            str(at)
            for at, (mine, right) in enumerate(zip(value.data, key.data, strict=True), start=1)
            if mine["data"] != right["data"]
        ]
        place = "place" if len(wrong_at) == 1 else "places"
        return f"It differs from what PyTorch gives at {place} {', '.join(wrong_at)}."
    if value.tag in NUMBERS and key.tag in NUMBERS:
        mine, right = float(value.data), float(key.data)
        if mine != right and not math.isnan(mine) and not math.isnan(right):
            return f"It is too {'large' if mine > right else 'small'}."
    return "PyTorch gives something else."
