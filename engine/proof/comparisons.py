"""Formats the two sides of a comparison, one above the other."""

from torchquiz.engine.models.runs import Value

NAMES = {
    "str": "string",
    "bool": "boolean",
    "NoneType": "None",
    "other": "value that is compared by its text only",
}
"""Names of the types for which messages use a different name than the tag of their values."""


def two_sides(name: str, stated: Value, actual: Value, other_name: str = "PyTorch") -> str:
    """Return two aligned lines that show the author's value above another value.

    If both values look the same, the lines also show their types, which must then differ.

    Args:
        name: the name of the author's field.
        stated: the author's value.
        actual: the other value.
        other_name: the name for the source of the other value.
    """
    left, right = stated.text, actual.text
    if left == right:
        left, right = f"{left} ({_type(stated)})", f"{right} ({_type(actual)})"
    width = max(len(name), len(other_name)) + 1
    return f"{name + ':':{width}} {left}\n{other_name + ':':{width}} {right}"


def _type(value: Value) -> str:
    """Describe the type of a value, such as `a tensor of torch.float32`."""
    if value.tag == "tensor":
        return f"a tensor of {value.data['dtype']}"
    name = NAMES.get(value.tag, value.tag)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
