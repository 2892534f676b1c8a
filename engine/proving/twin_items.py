"""Finds items of a lesson that ask the same question about the same code."""

import ast
import re
from collections.abc import Iterator, Sequence

from torchquiz.engine.models.proven import Item, Variant

WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
"""Matches a name that is not an attribute."""


def twin_items(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Yield each item that has the same question, code and answer as an earlier one, with that one.

    Items without code are left out, because an imported quiz may ask "Which is true?" many times.
    """
    first: dict[tuple[object, ...], Item] = {}
    for item in items:
        twin = first.setdefault(tuple(map(_asked_by, item.variants)), item)
        if twin is not item and all(variant.snippet.strip() for variant in item.variants):
            yield item, twin


def _asked_by(variant: Variant) -> tuple[str, ...]:
    """Return the question, the code and the answer of a variant, whatever its names are."""
    asked = variant.run.asked if variant.run is not None else ""
    names = _assigned_names(variant.snippet)

    def renamed(text: str) -> str:
        return WORD.sub(lambda word: names.get(word[0], word[0]), text)

    question = " ".join(renamed(variant.stem).lower().split())
    code = " ".join(renamed(variant.snippet).split())
    return question, code, renamed(asked), *map(renamed, variant.answer.key_texts)


def _assigned_names(snippet: str) -> dict[str, str]:
    """Return a new name, such as `_1`, for each name that a snippet assigns, in order."""
    try:
        tree = ast.parse(snippet)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    stored = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    stored.sort(key=lambda node: (node.lineno, node.col_offset))
    names = dict.fromkeys(node.id for node in stored)
    return {name: f"_{number}" for number, name in enumerate(names)}
