"""Builds the parts of a preview for authors. Each front end prints them in its own style."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from torchquiz.engine.models.answers import Near, NearOrder, Option
from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import WRONG, letter


class PreviewPart(Struct, frozen=True):
    """One part of a preview: a heading, prose, or code."""

    kind: Literal["title", "prose", "code"]
    text: str


def title(text: str) -> PreviewPart:
    """Return a heading as part of a preview."""
    return PreviewPart("title", text)


def prose(text: str) -> PreviewPart:
    """Return prose as part of a preview. Its lines may be wrapped."""
    return PreviewPart("prose", text)


def code(text: str) -> PreviewPart:
    """Return code as part of a preview. Its lines must not be wrapped."""
    return PreviewPart("code", text.rstrip("\n"))


def expected_mistakes(mistakes: Sequence[Near | NearOrder]) -> Iterator[PreviewPart]:
    """Yield the wrong answers that the author expects, each with its explanation."""
    for mistake in mistakes:
        given = _response_text(mistake)
        if "\n" in given.strip():
            yield title(f"{WRONG} Wrong")
            yield code(given)
        else:
            yield title(f"{WRONG} {given.strip()}")
        yield from explanation(mistake)


def explanation(mistake: Option | Near | NearOrder) -> Iterator[PreviewPart]:
    """Yield the reason an answer is wrong, the misconception behind it, and its code's result."""
    if mistake.because:
        yield prose(mistake.because)
    if mistake.belief:
        yield prose(f"Belief ({mistake.misconception}): “{mistake.belief}”")
    if mistake.run is not None:
        yield from real_run(mistake.run)


def real_run(run: Run) -> Iterator[PreviewPart]:
    """Yield code that was run and its result. Yield nothing if there is neither."""
    lines = [
        run.code.rstrip("\n"),
        run.asked if run.value else "",
        f"→ {run.gave}" if run.gave else "",
    ]
    if any(lines):
        yield code("\n".join(line for line in lines if line))


def order_letters(order: Sequence[int]) -> str:
    """Return an order of lines as letters, such as `B A C`."""
    return " ".join(map(letter, order))


def _response_text(mistake: Near | NearOrder) -> str:
    if isinstance(mistake, NearOrder):
        return order_letters(mistake.order)
    return ", ".join(mistake.text)
