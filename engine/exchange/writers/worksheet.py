"""Writes a printable worksheet in Markdown or HTML, with the answers at the end."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.exchange.writers.exported import (
    ExportedQuestion,
    Gap,
    Layout,
    WrittenExport,
    by_lesson,
)
from torchquiz.engine.exchange.writers.markup import markdown
from torchquiz.engine.exchange.writers.table_markup import markdown_table
from torchquiz.engine.exchange.writers.worksheet_page import page

LINE = r"\_" * 30
"""The blank line on which a learner writes an answer."""


def write_markdown(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write a worksheet in Markdown.

    This format can represent every question, so no losses are reported.
    """
    text = "\n\n".join([f"# {markdown(title)}", *_questions(questions), "## Answers"])
    text += "\n\n" + "\n\n".join(_answers(questions)) + "\n"
    path.write_text(text, encoding="utf-8")
    return WrittenExport(len(questions))


def write_html(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write a worksheet as an HTML page with a style for printing.

    This format can represent every question, so no losses are reported.
    """
    text = page(escape(title), _questions(questions), _answers(questions))
    path.write_text(text, encoding="utf-8")
    return WrittenExport(len(questions))


def _questions(questions: Sequence[ExportedQuestion]) -> list[str]:
    """Return the questions under the titles of their lessons, numbered consecutively."""
    parts: list[str] = []
    number = 0
    lessons = list(by_lesson(questions))
    for title, of_lesson in lessons:
        parts += [f"## {markdown(title)}"] if len(lessons) > 1 else []
        for question in of_lesson:
            number += 1
            parts.append(_question(number, question))
    return parts


def _question(number: int, question: ExportedQuestion) -> str:
    # The item's id is not shown, because it often gives the answer away.
    head = f"### Question {number} ({question.level})"
    return "\n\n".join([head, markdown(question.stem), SPACES[question.layout](question)])


def _answers(questions: Sequence[ExportedQuestion]) -> list[str]:
    ordered = [question for _, of_lesson in by_lesson(questions) for question in of_lesson]
    return [_answer(number, question) for number, question in enumerate(ordered, start=1)]


def _answer(number: int, question: ExportedQuestion) -> str:
    key = KEYS[question.layout](question)
    head = f"**{number}.**" + ("\n\n" if "\n" in key else " ") + key
    reasons = "\n".join(_reasons(question))
    steps = "\n".join(_numbered(question.solution))
    parts = (head, reasons, steps, markdown(question.check))
    return "\n\n".join(part for part in parts if part)


def _reasons(question: ExportedQuestion) -> list[str]:
    """Return a list entry for each wrong option, saying why the option is wrong."""
    return [
        f"- {letter} is wrong: {_indented(markdown(option.because))}"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
        if option.because
    ]


def _numbered(texts: Sequence[str]) -> list[str]:
    return [
        f"{number}. {_indented(markdown(text), 3)}" for number, text in enumerate(texts, start=1)
    ]


def _options(question: ExportedQuestion) -> str:
    several = "Mark all that apply.\n\n" if question.is_several else ""
    return several + "\n".join(
        f"- **{letter}**  {_indented(markdown(option.text))}"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
    )


def _key_letters(question: ExportedQuestion) -> str:
    letters = zip(ascii_uppercase, question.options, strict=False)
    return ", ".join(letter for letter, option in letters if option.is_key)


def _shuffled(question: ExportedQuestion) -> str:
    lines = (f"- {markdown(line)}" for line in sorted(question.lines))
    return "Put these lines in order:\n\n" + "\n".join(lines)


def _ordered(question: ExportedQuestion) -> str:
    return "\n".join(_numbered(question.lines))


def _blank_lines(question: ExportedQuestion) -> str:
    labels = (markdown(gap.label) or "Answer" for gap in question.gaps)
    return "\n\n".join(f"{label}: {LINE}" for label in labels)


def _values(question: ExportedQuestion) -> str:
    return "; ".join(map(_value, question.gaps))


def _value(gap: Gap) -> str:
    return f"{markdown(gap.label)}: {_typed(gap)}" if gap.label else _typed(gap)


def _typed(gap: Gap) -> str:
    ticks = "``" if "`" in gap.accepted[0] else "`"
    return f"{ticks}{gap.accepted[0]}{ticks}"


def _empty_table(question: ExportedQuestion) -> str:
    assert question.table is not None
    return markdown_table(question.table, lambda gap, number: "&emsp;" * 6)


def _filled_table(question: ExportedQuestion) -> str:
    assert question.table is not None
    return markdown_table(question.table, lambda gap, number: _typed(gap))


def _blank_line(question: ExportedQuestion) -> str:
    return f"Answer: {LINE}"


def _text(question: ExportedQuestion) -> str:
    return markdown(question.text)


def _indented(text: str, width: int = 2) -> str:
    """Indent all lines of a text except the first, so that they stay in the same list item."""
    return text.replace("\n", "\n" + " " * width)


SPACES: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _options,
    "order": _shuffled,
    "gap": _blank_lines,
    "gaps": _blank_lines,
    "table": _empty_table,
    "free": _blank_line,
}
"""For each layout, a function that returns the options or the space for an answer."""

KEYS: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _key_letters,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "table": _filled_table,
    "free": _text,
}
"""For each layout, a function that returns the correct answer."""
