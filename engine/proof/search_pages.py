"""Turns a lesson, its activities and its items into searchable pages."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from torchquiz.engine.models.proven import Item, Lesson, Variant
from torchquiz.engine.models.ways import Way, WayName

PROSE = {
    "what",
    "when",
    "problem",
    "so",
    "title",
    "text",
    "insight",
    "means",
    "about",
    "brief",
    "done",
    "name",
}
"""Fields of an activity that contain prose."""


class SearchPage(Struct, frozen=True):
    """The searchable text of a lesson, of one of its activities, or of one of its items."""

    lesson: str
    title: str
    heading: str = ""
    says: str = ""
    code: str = ""
    beliefs: str = ""
    item: str = ""
    way: WayName | str = ""


def pages(
    lesson: Lesson, ways: Iterable[tuple[WayName, Way]], items: Iterable[Item]
) -> Iterator[SearchPage]:
    """Yield the pages of a lesson, leaving out anything that would give an answer away."""
    yield SearchPage(
        lesson.id, lesson.title, heading=f"{lesson.title} {lesson.id}", says=lesson.about
    )
    for name, way in ways:
        prose, code = _prose_and_code(msgspec.to_builtins(way))
        yield SearchPage(
            lesson.id, lesson.title, says="\n".join(prose), code="\n".join(code), way=name
        )
    for item in items:
        first = item.variants[0]
        yield SearchPage(
            lesson.id,
            lesson.title,
            says=first.stem,
            code=first.snippet,
            beliefs=" ".join(_beliefs(first)),
            item=item.id,
        )


def _beliefs(variant: Variant) -> list[str]:
    """Return the misconceptions that lead to a variant's wrong answers, without duplicates."""
    mistakes = (*variant.answer.options, *variant.answer.near)
    return list(dict.fromkeys(mistake.belief for mistake in mistakes if mistake.belief))


def _prose_and_code(body: Any, name: str = "") -> tuple[list[str], list[str]]:
    """Return the prose and the code in `body`, the value of an activity's field `name`."""
    if isinstance(body, str):
        prose = [body] if name in PROSE else []
        code = [body] if name == "code" else []
        return prose, code
    parts: list[tuple[str, Any]] = []
    if isinstance(body, dict):
        parts = list(body.items())
    elif isinstance(body, list | tuple):
        parts = [(name, part) for part in body]
    all_prose: list[str] = []
    all_code: list[str] = []
    for key, part in parts:
        prose, code = _prose_and_code(part, key)
        all_prose += prose
        all_code += code
    return all_prose, all_code
