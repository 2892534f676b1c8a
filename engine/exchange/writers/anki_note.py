"""Writes the fields of an Anki note."""

from collections.abc import Callable, Iterator
from string import ascii_uppercase

from torchquiz.engine.exchange.writers.code_colours import coloured_code
from torchquiz.engine.exchange.writers.exported import ExportedQuestion, Gap, Layout
from torchquiz.engine.exchange.writers.markup import html, html_line, html_steps
from torchquiz.engine.exchange.writers.table_markup import html_table

FIELDS = ("Question", "Options", "Hints", "Answer", "Reasons", "Solution", "From")
"""Names of the fields of a note, in order."""


def note_fields(question: ExportedQuestion) -> list[str]:
    """Return the fields of an Anki note as HTML, in the order of `FIELDS`."""
    return [
        _front(question),
        OPTIONS.get(question.layout, _no_options)(question),
        html_steps(question.hints),
        ANSWERS[question.layout](question),
        "".join(_reasons(question)),
        html_steps(question.solution) + html(question.check, coloured_code),
        question.name,
    ]


def _front(question: ExportedQuestion) -> str:
    stem = html(question.stem, coloured_code)
    if question.table is None:
        return stem
    return stem + html_table(question.table, lambda gap, number: "?")


def _no_options(question: ExportedQuestion) -> str:
    return ""


def _options(question: ExportedQuestion) -> str:
    several = "<p>Choose all that apply.</p>" if question.is_several else ""
    return several + "".join(
        f"<p><b>{letter}</b>&nbsp; {html_line(option.text, coloured_code)}</p>"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
    )


def _shuffled(question: ExportedQuestion) -> str:
    lines = (f"<p>{html_line(line)}</p>" for line in sorted(question.lines))
    return f"<p>In which order?</p>{''.join(lines)}"


def _right_options(question: ExportedQuestion) -> str:
    return "".join(
        f"<p><b>{letter}</b>&nbsp; {html_line(option.text, coloured_code)}</p>"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
        if option.is_key
    )


def _reasons(question: ExportedQuestion) -> Iterator[str]:
    """Yield a paragraph for each wrong option or anticipated answer, saying why it is wrong."""
    for letter, option in zip(ascii_uppercase, question.options, strict=False):
        if option.because:
            yield f"<p><b>{letter}</b> ✘ {html_line(option.because)}</p>"
    for gap in question.gaps:
        explained = {text: because for text, because in gap.near if because}
        for text, because in explained.items():
            label = html_line(f"{gap.label}: ") + " " if gap.label else ""
            yield f"<p>{label}<code>{html_line(text)}</code> ✘ {html_line(because)}</p>"


def _ordered(question: ExportedQuestion) -> str:
    return html_steps(question.lines)


def _values(question: ExportedQuestion) -> str:
    return "".join(_value(gap) for gap in question.gaps)


def _value(gap: Gap) -> str:
    label = html_line(f"{gap.label}: ") + " " if gap.label else ""
    return f"<p>{label}{_typed(gap)}</p>"


def _typed(gap: Gap) -> str:
    return f"<code>{html_line(gap.accepted[0])}</code>"


def _filled_table(question: ExportedQuestion) -> str:
    assert question.table is not None
    return html_table(question.table, lambda gap, number: _typed(gap))


def _text(question: ExportedQuestion) -> str:
    return html(question.text, coloured_code)


OPTIONS: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _options,
    "order": _shuffled,
}
"""For each layout, a function that returns the content to display below the stem."""

ANSWERS: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _right_options,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "table": _filled_table,
    "free": _text,
}
"""For each layout, a function that returns the correct answer."""
