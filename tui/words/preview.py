"""What an author sees of an item: each variant as a learner meets it, and then everything that could be said of it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from torchquiz.engine import wording
from torchquiz.engine.models.answers import (
    Arrange,
    Choose,
    Fill,
    Near,
    NearOrder,
    Option,
    Reveal,
    Row,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.tables import NONE, aligned

RIGHT, WRONG = "✔", "✘"


class Part(Struct, frozen=True):
    """A piece of a preview."""

    kind: Literal["title", "prose", "code"]
    text: str


def title(text: str) -> Part:
    """A heading of its own line."""
    return Part("title", text)


def prose(text: str) -> Part:
    """A text that may be broken."""
    return Part("prose", text)


def code(text: str) -> Part:
    """Lines that stay as they are."""
    return Part("code", text.rstrip("\n"))


def asked(variant: Variant) -> Iterator[Part]:
    """The question, as a learner meets it before anything is answered; options stand in the order of the file."""
    yield prose(variant.stem)
    if variant.snippet:
        yield code(variant.snippet)
    yield from _to_answer(variant)


def unfolded(variant: Variant) -> Iterator[Part]:
    """Everything that is said afterwards, whatever was answered, and what stays folded otherwise."""
    yield from _answers(variant)
    for number, hint in enumerate(variant.hints, start=1):
        yield prose(f"Hint {number}: {hint}")
    if variant.solution:
        yield title("Worked solution")
        yield from (
            prose(f"{number}. {step}") for number, step in enumerate(variant.solution, start=1)
        )
    if variant.check:
        yield prose(f"Quick check: {variant.check}")
    if variant.run is not None:
        yield title("It ran")
        yield from _run(variant.run)
    if variant.setup:
        yield title("Setup")
        yield code(variant.setup)


def _to_answer(variant: Variant) -> Iterator[Part]:
    match variant.answer:
        case Choose(options=options, several=several):
            yield from (_option(place, option) for place, option in enumerate(options))
            if several:
                yield prose("Several may be right.")
        case Table(columns=columns, rows=rows):
            yield code(_table(columns, rows, is_filled=False))
        case Arrange(lines=lines):
            yield code(
                "\n".join(f"{wording.letter(place)}  {line}" for place, line in enumerate(lines))
            )
        case Write(starter=starter, checks=checks):
            yield code(starter)
            yield from (prose(f"• {one.says}") for one in checks)
        case Typed() | Fill():
            yield prose("Its answer is typed.")
        case Reveal():
            yield prose("The card is turned.")


def _option(place: int, option: Option) -> Part:
    text = f"{wording.letter(place)}  {option.text}"
    return prose(text) if option.form == "prose" else code(text.replace("\n", "\n   "))


def _answers(variant: Variant) -> Iterator[Part]:
    answer = variant.answer
    match answer:
        case Choose(options=options):
            for place, option in enumerate(options):
                yield from _judged(place, option)
        case Table(columns=columns, rows=rows):
            yield title(f"{RIGHT} Filled")
            yield code(_table(columns, rows, is_filled=True))
            for cell in answer.asked:
                yield from _foreseen(cell.near)
        case Arrange(right=right, near=near):
            yield title(f"{RIGHT} {' or '.join(map(_order, right))}")
            yield from _foreseen(near)
        case Reveal(back=back):
            yield title("Back")
            yield prose(back)
        case Typed(near=near) | Fill(near=near) | Write(near=near):
            yield title(f"{RIGHT} Right")
            yield from map(code, answer.key_texts)
            yield from _foreseen(near)


def _judged(place: int, option: Option) -> Iterator[Part]:
    verdict = (
        f"{RIGHT} {wording.letter(place)} is right"
        if option.is_key
        else f"{WRONG} {wording.letter(place)} is wrong"
    )
    yield title(f"{verdict}: {option.text.splitlines()[0]}")
    yield from _reasons(option)


def _foreseen(near: Sequence[Near | NearOrder]) -> Iterator[Part]:
    for one in near:
        said = _order(one.order) if isinstance(one, NearOrder) else ", ".join(one.text)
        is_long = "\n" in said.strip()
        yield title(f"{WRONG} Wrong" if is_long else f"{WRONG} {said.strip()}")
        yield from [code(said)] if is_long else []
        yield from _reasons(one)


def _reasons(one: Option | Near | NearOrder) -> Iterator[Part]:
    if one.because:
        yield prose(one.because)
    if one.belief:
        yield prose(f"Belief ({one.misconception}): “{one.belief}”")
    if one.run is not None:
        yield from _run(one.run)


def _run(run: Run) -> Iterator[Part]:
    lines = [
        run.code.rstrip("\n"),
        run.asked if run.value else "",
        f"→ {run.gave}" if run.gave else "",
    ]
    if any(lines):
        yield code("\n".join(line for line in lines if line))


def _order(order: Sequence[int]) -> str:
    return " ".join(map(wording.letter, order))


def _table(columns: Sequence[str], rows: Sequence[Row], *, is_filled: bool) -> str:
    def text(cell: Typed | str) -> str:
        if isinstance(cell, str):
            return cell
        return cell.key.text if is_filled else "____"

    lines = [("", *columns), *((row.name, *map(text, row.cells)) for row in rows)]
    return "\n".join(aligned(lines, right=NONE, gap=2))
