"""Parses what a learner types as a value of the same type as the correct value.

`(1, 6, 28, 28)`, `[1, 6, 28, 28]`, `torch.Size([1, 6, 28, 28])` and `1x6x28x28` are the same shape.
"""

import ast
import re
from collections.abc import Callable
from typing import Any

from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import magnitude, same

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
"""Aliases of dtypes: https://docs.pytorch.org/docs/2.13/tensor_attributes.html"""

DTYPES = {
    *DTYPE_NAMES.values(),
    *("bfloat16", "uint8", "int8", "bool", "uint16", "uint32", "uint64"),
}

ROUNDED = 1e-5
"""The maximum relative error of a float in a value's text, which has six significant digits."""

UNTYPED = ("tensor", "class", "dict")
"""Types of values that are too long for a learner to type."""

TRUTH = {"true": True, "yes": True, "false": False, "no": False}

UNREADABLE_SEQUENCE = "That is not a list of values; write it like [1, 2, 3] or (1, 2, 3)."
LIST_NOT_SHAPE = (
    "This is a list of values. A shape has one whole number for each dimension,"
    " such as (1, 3, 32, 32)."
)
SIZE_NAME = re.compile(r"^(torch\.)?Size")
"""The name in front of a shape, such as `torch.Size` in `torch.Size([1, 3])`, or just `Size`."""
SEPARATOR = re.compile(r"\s*[,xX×*;]\s*|\s+")
"""A separator between two sizes, such as the `x` in `1x3`, the `, ` in `1, 3`, or spaces."""
SIZE = re.compile(r"-?\d{1,18}")
"""One size, such as `28` or `-1`. A number with more digits cannot be a size."""
THOUSANDS = re.compile(r"(?<=\d)[ _,](?=\d{3}\b)")
"""A thousands separator, as in `1,000`, `1 000` or `1_000`."""
SUM = re.compile(r"(?=.*[\d)] ?[-+−*×/^])[\d.+\-−*×/^() ]{3,80}")
"""Arithmetic with at least one operation, possibly in brackets: `32*16*16`, `(28 - 5) // 2 + 1`."""
WHOLE = re.compile(r"[-+−]?\d{1,30}(\.0*)?")
"""An integer with an optional sign and an optional zero fraction: `448`, `-2`, `448.0`."""


def reading(text: str, key: Value) -> str:
    """Return typed input in the usual notation, to show how it was understood.

    The result is an empty string if the input is invalid or already in that notation.
    """
    value = read(text, key)
    if isinstance(value, Unreadable) or value.tag == "str" or value.text == text.strip():
        return ""
    return value.text


def can_be_typed(value: Value, key: Value) -> bool:
    """Return whether a learner who is asked for the key can type a certain value.

    A value of another type can be typed if its text can be read as the key's type, too: 21 is a
    known mistake where a list of sums is asked for. A float may be rounded in the text.
    """
    if value.tag in UNTYPED or isinstance(read(value.text, key), Unreadable):
        return False
    typed = read(value.text, value)
    return isinstance(typed, Value) and same(typed, value, ROUNDED * magnitude(value))


def read(text: str, key: Value) -> Value | Unreadable:
    """Parse typed input as a value of the same type as the correct value."""
    text = text.strip()
    if not text:
        return Unreadable("Type the answer first.")
    return READERS.get(key.tag, _read_text)(text)


def _read_shape(text: str) -> Value | Unreadable:
    inner = SIZE_NAME.sub("", text).strip()
    while inner[:1] in ("(", "[") and inner[-1:] in (")", "]"):
        inner = inner[1:-1].strip()
    # A tuple may end in a comma, as in `(3,)`; any other separator needs a size on both sides.
    parts = SEPARATOR.split(inner.removesuffix(",").rstrip()) if inner else []
    if all(SIZE.fullmatch(part) for part in parts):
        return shape([int(part) for part in parts])
    if _is_list(text):
        return Unreadable(LIST_NOT_SHAPE)
    return Unreadable("That is not a shape; write it like (1, 3, 32, 32) or 1x3x32x32.")


def _is_list(text: str) -> bool:
    """Return whether a string is a non-empty list or tuple, such as `[[1, 2], [3, 4]]`."""
    value = _literal(text)
    return isinstance(value, list | tuple) and bool(value)


class _NamedFloats(ast.NodeTransformer):
    """Replaces the names `nan` and `inf`, as they are printed, with the floats."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the float, or the name unchanged if it is another one."""
        return ast.Constant(float(node.id)) if node.id in ("nan", "inf") else node


def _literal(text: str) -> Any:
    """Return the value of a Python literal, or None if the text is something else."""
    try:
        return ast.literal_eval(_NamedFloats().visit(ast.parse(text.strip(), mode="eval")))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def shape(sizes: list[int]) -> Value:
    """Return a shape as a `Value` that is written like a tuple."""
    return Value("shape", [whole(size) for size in sizes], str(tuple(sizes)))


def whole(number: int) -> dict[str, Any]:
    """Return an integer as a dictionary with the fields of a `Value`."""
    return {"tag": "int", "data": number, "text": str(number)}


def _read_sequence(text: str) -> Value | Unreadable:
    value = _literal(text)
    if not isinstance(value, tuple | list):
        return _read_sizes(text)
    return _sequence(value) or Unreadable(UNREADABLE_SEQUENCE)


def _sequence(literal: tuple[Any, ...] | list[Any]) -> Value | None:
    """Return a list or tuple as a value, or None if something in it cannot be compared."""
    elements: list[Value] = []
    for element in literal:
        if isinstance(element, tuple | list):
            inner = _sequence(element)
            if inner is None:
                return None
            elements.append(inner)
        elif type(element) in PLAIN:
            elements.append(Value(PLAIN[type(element)], element, repr(element)))
        else:
            return None
    return Value("tuple", elements, str(literal))


def _read_sizes(text: str) -> Value | Unreadable:
    """Parse integers that are separated by spaces or commas, such as `1 2 3`."""
    value = _read_shape(text)
    return value if isinstance(value, Value) else Unreadable(UNREADABLE_SEQUENCE)


PLAIN: dict[type, str] = {int: "int", float: "float", bool: "bool", str: "str"}


def _read_whole(text: str) -> Value | Unreadable:
    bare = THOUSANDS.sub("", text)
    if WHOLE.fullmatch(bare):
        number = int(bare.replace("−", "-").split(".")[0])
        return Value("int", number, str(number))
    if isinstance(_read_float(text), Value):
        return _read_float(text)
    return _calculated(text) or Unreadable("That is not a whole number; write it like 448.")


def _read_float(text: str) -> Value | Unreadable:
    bare = text.replace("−", "-").removesuffix("%").strip()
    has_decimal_comma = bare.count(",") == 1 and "." not in bare
    try:
        number = float(bare.replace(",", ".") if has_decimal_comma else bare)
    except ValueError:
        return _calculated(text) or Unreadable("That is not a number; write it like 0.25.")
    if text.endswith("%"):
        number /= 100
    return Value("float", number, repr(number))


def _calculated(text: str) -> Value | None:
    """Return the result of arithmetic such as `32*16*16`, or None if the text is something else."""
    from torchquiz.engine.variants.expressions import ExpressionError, arithmetic

    if not SUM.fullmatch(text):
        return None
    try:
        result = arithmetic(text.replace("×", "*").replace("−", "-").replace("^", "**"), {})
    except ExpressionError:
        return None
    if isinstance(result, float) and result.is_integer():
        result = int(result)
    if type(result) is int:
        return Value("int", result, str(result))
    return Value("float", result, repr(result)) if type(result) is float else None


def _read_bool(text: str) -> Value | Unreadable:
    if text.lower() in TRUTH:
        truth = TRUTH[text.lower()]
        return Value("bool", truth, str(truth))
    return Unreadable("Type True or False.")


def _read_dtype(text: str) -> Value | Unreadable:
    name = text.removeprefix("torch.").lower()
    name = DTYPE_NAMES.get(name, name)
    if name not in DTYPES:
        return Unreadable("That is not a dtype; write it like torch.float32.")
    return Value("dtype", f"torch.{name}", f"torch.{name}")


def _read_tensor(text: str) -> Value | Unreadable:
    return Unreadable("You cannot type a tensor here.")


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
