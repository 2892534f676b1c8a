"""Finds item parameters that never affect the correct answer."""

from collections.abc import Sequence

from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant


def idle_parameters(item: Item, variants: Sequence[Variant]) -> list[str]:
    """Return the parameters that never affect the answer if all other parameters stay the same."""
    varied = [name for name, values in item.given.items() if len(values) > 1]
    return [name for name in varied if _is_idle(name, variants)]


def _is_idle(name: str, variants: Sequence[Variant]) -> bool:
    """Return whether a parameter never affects the answer when only this parameter varies.

    If no two variants differ only in this parameter, because `where` excludes all such pairs, all
    variants are compared with one another.
    """
    if len({repr(variant.params[name]) for variant in variants}) < 2:
        return False
    groups: dict[tuple[object, ...], list[Variant]] = {}
    for variant in variants:
        groups.setdefault(_other_values(variant, name), []).append(variant)
    comparable = [group for group in groups.values() if len(group) > 1] or [list(variants)]
    return all(_has_one_key(group) for group in comparable)


def _has_one_key(variants: list[Variant]) -> bool:
    return len({variant.answer.parameter_dependent_texts for variant in variants}) == 1


def _other_values(variant: Variant, name: str) -> tuple[object, ...]:
    return tuple(value for other, value in variant.params.items() if other != name)
