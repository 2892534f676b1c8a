"""Faults of a bank's form in words: what pydantic found, as one sentence and what to do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.ways import WAYS
from torchquiz.engine.wording import did_you_mean
from torchquiz.engine.yaml.positions import Source, Where

PAGE, PAGE_OF_WAYS = "quizzes/README.md", "quizzes/guide/ways.md"
GUIDE = f"{PAGE} says what it is."


def faults_of(
    error: ValidationError, source: Source, where: Where, known: list[str]
) -> list[Fault]:
    """Every fault that pydantic found in the value at `where`; `known` are the keys that exist, for suggestions."""
    return [_fault(one, source, where, known) for one in error.errors(include_url=False)]


def _fault(error: ErrorDetails, source: Source, where: Where, known: list[str]) -> Fault:
    """A fault of a way names the page about ways, one of what only a kind has the page of the kind."""
    fault = _on_the_first_page(error, source, where, known)
    return replace(fault, remedy=fault.remedy.replace(PAGE, _page(error, source, where)))


def _page(error: ErrorDetails, source: Source, where: Where) -> str:
    if where[:1] and where[0] in WAYS:
        return PAGE_OF_WAYS
    if where[:1] == ("items",) and not Item.model_fields.keys() & set(error["loc"]):
        return f"quizzes/guide/{source.values['items'][where[1]]['kind']}.md"
    return PAGE


def _on_the_first_page(
    error: ErrorDetails, source: Source, where: Where, known: list[str]
) -> Fault:
    here = (*where, *_in_tree(_value_at(source.values, where), error["loc"]))
    name = str(error["loc"][-1]) if error["loc"] else ""
    field = ".".join(str(part) for part in here[len(where) :] if isinstance(part, str)) or name
    if error["type"] == "extra_forbidden":
        meant = did_you_mean(name, known, most=1)
        remedy = (
            meant[:1].upper() + meant[1:] or f"Remove it, or look for its right name in {PAGE}."
        )
        return source.fault(here, f"there is no key '{name}' here.", remedy, at_key=True)
    if error["type"] == "missing":
        return source.fault(here, f"'{name}' is missing.", f"Add it; {GUIDE}")
    say = WORDS.get(error["type"], _as_pydantic_says)
    message, remedy = say(error)
    trap = source.traps.get(here)
    if trap is not None:
        remedy = f"`{trap}` is a text in YAML 1.2; write true, false or a plain number."
    return source.fault(here, f"'{field}' {message}.", remedy)


def _in_tree(tree: Any, loc: tuple[str | int, ...]) -> Where:
    """The part of pydantic's location that exists in the file; its own tags for unions are left out."""
    found: list[str | int] = []
    for part in loc:
        inside = (isinstance(tree, dict) and part in tree) or (
            isinstance(tree, list) and isinstance(part, int) and part < len(tree)
        )
        if inside:
            tree = tree[part]
            found.append(part)
    return tuple(found)


def _value_at(tree: Any, where: Where) -> Any:
    for part in where:
        tree = tree[part]
    return tree


Say = Callable[[ErrorDetails], tuple[str, str]]


def _custom(error: ErrorDetails) -> tuple[str, str]:
    remedy = (
        "Quote it, or write it under '|'."
        if error["type"] == "not_text"
        else f"Write something there; {GUIDE}"
    )
    return error["msg"], remedy


def _as_pydantic_says(error: ErrorDetails) -> tuple[str, str]:
    return f"is not as it should be: {error['msg']}", f"Change it; {GUIDE}"


def _must_be(what: str) -> Say:
    return lambda error: (f"must be {what}", f"Change it; {GUIDE}")


def _few(error: ErrorDetails) -> tuple[str, str]:
    return f"needs at least {error.get('ctx', {}).get('min_length', 1)}", f"Add one; {GUIDE}"


def _many(error: ErrorDetails) -> tuple[str, str]:
    return f"has more than {error.get('ctx', {}).get('max_length', 'it may')}", "Remove some."


def _one_of(error: ErrorDetails) -> tuple[str, str]:
    return (
        f"is '{error['input']}'; it must be {error.get('ctx', {}).get('expected', '')}",
        "Choose one of them.",
    )


def _name(error: ErrorDetails) -> tuple[str, str]:
    return (
        f"is no name that can be used here: '{error['input']}'",
        "Use lower-case words joined by hyphens; for a parameter, a Python name.",
    )


WORDS: dict[str, Say] = {
    "not_text": _custom,
    "empty": _custom,
    "unshown": _custom,
    "string_type": _must_be("a text"),
    "int_type": _must_be("a whole number"),
    "float_type": _must_be("a number"),
    "bool_type": _must_be("true or false"),
    "list_type": _must_be("a list (lines that begin with '- ')"),
    "dict_type": _must_be("a mapping (lines of 'name: value')"),
    "model_type": _must_be("a mapping (lines of 'name: value')"),
    "model_attributes_type": _must_be("a mapping (lines of 'name: value')"),
    "too_short": _few,
    "too_long": _many,
    "string_pattern_mismatch": _name,
    "literal_error": _one_of,
    "greater_than": _must_be("greater than 0"),
    "greater_than_equal": lambda error: _must_be(f"at least {error['ctx']['ge']}")(error),
    "less_than_equal": lambda error: _must_be(f"at most {error['ctx']['le']}")(error),
}
