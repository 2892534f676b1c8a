"""Finds items of a lesson that ask the same question about the same code."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.models.proven import Item, Variant


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
    """Return the question, the code and the answer of a variant."""
    question = " ".join(variant.stem.lower().split())
    code = " ".join(variant.snippet.split())
    asked = variant.run.asked if variant.run is not None else ""
    return question, code, asked, *variant.answer.key_texts
