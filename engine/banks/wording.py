"""Turns pydantic's validation errors into faults, each with a clear sentence and a remedy."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.ways import WAYS
from torchquiz.engine.wording import counted, did_you_mean
from torchquiz.engine.yaml.positions import Source, Where

PAGE, PAGE_OF_WAYS = "`torchquiz guide`", "`torchquiz guide ways`"
PAGE_OF_DRILLS = "`torchquiz guide drills`"
GUIDE = f"{PAGE} explains it."


def faults_of(
    error: ValidationError, source: Source, where: Where, known: list[str]
) -> list[Fault]:
    """Return a fault for every error that pydantic found in a value.

    Args:
        error: the errors that pydantic found.
        source: the values of the lesson, with their positions.
        where: the path of the value in the lesson.
        known: the keys to suggest in place of unknown ones.
    """
    errors = error.errors(include_url=False)
    misplaced = {one["loc"][:-1] for one in errors if _is_misplaced(one, known)}
    faults = []
    for details in errors:
        if details["type"] == "missing" and details["loc"][:-1] in misplaced:
            continue  # The misplaced key made pydantic expect the keys of a different model.
        fault = _fault(details, source, where, known)
        page = _page(details, source, where)
        faults.append(replace(fault, remedy=fault.remedy.replace(PAGE, page)))
    return faults


def _page(error: ErrorDetails, source: Source, where: Where) -> str:
    """Return the command that shows the guide's page about a value."""
    if where and where[0] in WAYS:
        return PAGE_OF_WAYS
    if where[:1] == ("drills",):
        return PAGE_OF_DRILLS
    is_common = bool(Item.model_fields.keys() & set(error["loc"]))
    if where[:1] == ("items",) and not is_common:
        return f"`torchquiz guide {source.values['items'][where[1]]['kind']}`"
    return PAGE


def _fault(error: ErrorDetails, source: Source, where: Where, known: list[str]) -> Fault:
    inside = _existing_part(_value_at(source.values, where), error["loc"])
    here = (*where, *inside)
    name = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        if _is_misplaced(error, known):
            remedy = f"Remove it, or look up where it belongs in {PAGE}."
            return source.fault(here, f"`{name}` does not belong here.", remedy, at_key=True)
        meant = did_you_mean(name, known, most=1)
        remedy = meant[:1].upper() + meant[1:] or f"Remove it, or look up the right key in {PAGE}."
        return source.fault(here, f"unknown key `{name}`.", remedy, at_key=True)
    if error["type"] == "missing":
        return source.fault(here, f"`{name}` is missing.", f"Add it; {GUIDE}")
    message, remedy = WORDS.get(error["type"], _as_pydantic_says)(error)
    trap = source.traps.get(here)
    if trap is not None:
        remedy = f"`{trap}` is text in YAML 1.2; write true, false or a plain number."
    field = ".".join(part for part in inside if isinstance(part, str)) or name
    return source.fault(here, f"`{field}` {message}.", remedy)


def _is_misplaced(error: ErrorDetails, known: list[str]) -> bool:
    """Return whether an error is about a key that is only allowed elsewhere in the item."""
    return error["type"] == "extra_forbidden" and str(error["loc"][-1]) in known


def _existing_part(tree: Any, loc: tuple[str | int, ...]) -> Where:
    """Return those parts of a pydantic error location that exist in the file.

    The other parts are tags that pydantic adds to distinguish the members of a union.
    """
    where: list[str | int] = []
    for part in loc:
        is_key = isinstance(tree, dict) and part in tree
        is_index = isinstance(tree, list) and isinstance(part, int) and part < len(tree)
        if is_key or is_index:
            tree = tree[part]
            where.append(part)
    return tuple(where)


def _value_at(tree: Any, where: Where) -> Any:
    for part in where:
        tree = tree[part]
    return tree


MessageAndRemedy = tuple[str, str]
Say = Callable[[ErrorDetails], MessageAndRemedy]


def _custom(error: ErrorDetails) -> MessageAndRemedy:
    if error["type"] == "not_text":
        return error["msg"], "Put it in quotes, or write it as an indented block after `|`."
    return error["msg"], f"Fill it in; {GUIDE}"


def _as_pydantic_says(error: ErrorDetails) -> MessageAndRemedy:
    return f"is not valid: {error['msg']}", f"Change it; {GUIDE}"


def _must_be(what: str) -> Say:
    return lambda error: (f"must be {what}", f"Change it; {GUIDE}")


def _too_few(error: ErrorDetails) -> MessageAndRemedy:
    least = counted(error.get("ctx", {}).get("min_length", 1), "entry", "entries")
    return f"needs at least {least}", f"Add one; {GUIDE}"


def _too_many(error: ErrorDetails) -> MessageAndRemedy:
    limit = error.get("ctx", {}).get("max_length")
    return f"has more than {limit} entries" if limit else "has too many entries", "Remove some."


def _not_one_of(error: ErrorDetails) -> MessageAndRemedy:
    expected = error.get("ctx", {}).get("expected", "")
    return f"is '{error['input']}'; it must be {expected}", "Choose one of them."


def _not_a_name(error: ErrorDetails) -> MessageAndRemedy:
    return (
        f"is not a valid name: '{error['input']}'",
        "Use lower-case words joined by hyphens; for a parameter, use a valid Python name.",
    )


WORDS: dict[str, Say] = {
    "not_text": _custom,
    "empty": _custom,
    "marker": lambda error: (error["msg"], "Write it once, after the colon or hyphen."),
    "unshown": _custom,
    "disguised": lambda error: (
        error["msg"],
        "Write the code so that readers can see what it does.",
    ),
    "values": lambda error: (error["msg"], f"Change it; {GUIDE}"),
    "string_type": _must_be("text"),
    "int_type": _must_be("a whole number"),
    "float_type": _must_be("a number"),
    "bool_type": _must_be("true or false"),
    "list_type": _must_be("a list (lines that begin with `- `)"),
    "dict_type": _must_be("a mapping (lines of `name: value`)"),
    "model_type": _must_be("a mapping (lines of `name: value`)"),
    "model_attributes_type": _must_be("a mapping (lines of `name: value`)"),
    "too_short": _too_few,
    "too_long": _too_many,
    "string_pattern_mismatch": _not_a_name,
    "literal_error": _not_one_of,
    "greater_than": _must_be("greater than 0"),
    "greater_than_equal": lambda error: _must_be(f"at least {error['ctx']['ge']}")(error),
    "less_than_equal": lambda error: _must_be(f"at most {error['ctx']['le']}")(error),
}
"""The message and remedy for each type of error, from pydantic and from our models."""
