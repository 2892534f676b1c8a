"""Finds numbers and shapes that an author lists as known although no text contains them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from torchquiz.engine.proof.figures import figures_in
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.written_figures import SHAPE, written_figures
from torchquiz.engine.variants.templates import TemplateError, parts

COMPUTED = "\x00"
"""A placeholder for a computed figure, which need not be listed as known."""


def unused_known(known: Sequence[Any], texts: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Yield each known number or shape that no text contains, with its index in the list."""
    plain = "\n".join(map(_typed_part, texts)) if known else ""
    shapes = figures_in("\n".join(match[0] for match in SHAPE.finditer(plain))).shapes
    numbers = {figure.value for figure in written_figures(RenderedText((), plain, ()))}
    for number, figure in enumerate(known):
        is_used = tuple(figure) in shapes if isinstance(figure, list) else figure in numbers
        if not is_used:
            yield number, figure


def _typed_part(text: str) -> str:
    """Return a text with a placeholder in place of each computed expression."""
    try:
        return "".join(part if isinstance(part, str) else COMPUTED for part in parts(text))
    except TemplateError:
        return text
