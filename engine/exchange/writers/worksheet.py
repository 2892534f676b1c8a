"""Writes a worksheet to print, in Markdown or HTML, with the answers at the end."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.exchange.writers.exported import ExportedQuestion, Gap, Layout
from torchquiz.engine.exchange.writers.markup import html

STYLE = """\
body { font: 11pt/1.45 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: 9.5pt/1.4 monospace; border-left: 2px solid; }
pre { padding-left: .8rem; white-space: pre-wrap; }
code { font-family: monospace; font-size: .92em; }
h3 { margin: 1.6rem 0 .3rem; font-size: 1.05rem; break-after: avoid; }
li, pre { break-inside: avoid; }
h2.key { break-before: page; }
"""
LINE = "_" * 30
"""The line on which a learner writes an answer."""


def write_markdown(questions: Sequence[ExportedQuestion], path: Path, title: str) -> list[str]:
    """Write a worksheet in Markdown; nothing is lost."""
    path.write_text(_markdown(questions, title), encoding="utf-8")
    return []


def write_html(questions: Sequence[ExportedQuestion], path: Path, title: str) -> list[str]:
    """Write a worksheet as an HTML page with a print style; nothing is lost."""
    sheet, key = _markdown(questions, title).split("\n## Key\n", 1)
    body = f'{html(sheet)}\n<h2 class="key">Key</h2>\n{html(key)}'
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    path.write_text(
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n',
        encoding="utf-8",
    )
    return []


def _markdown(questions: Sequence[ExportedQuestion], title: str) -> str:
    parts = [_question_part(number, question) for number, question in enumerate(questions, start=1)]
    answers = [_answer_part(number, question) for number, question in enumerate(questions, start=1)]
    return "\n\n".join([f"# {title}", *parts, "## Key", *answers]) + "\n"


def _question_part(number: int, question: ExportedQuestion) -> str:
    head = f"### {number}. {question.item} ({question.level})"
    return "\n\n".join([head, question.stem, ANSWER_SPACES[question.layout](question)])


def _answer_part(number: int, question: ExportedQuestion) -> str:
    head = f"**{number}.** {KEYS[question.layout](question)}"
    reasons = "\n".join(_reasons(question))
    return "\n\n".join(part for part in (head, reasons, question.explanation) if part)


def _reasons(question: ExportedQuestion) -> list[str]:
    """Return why each wrong option is wrong."""
    return [
        f"- {letter} is wrong: {_indented(option.because)}"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
        if not option.is_key
    ]


def _options(question: ExportedQuestion) -> str:
    several = "Mark all that apply.\n\n" if question.is_several else ""
    return several + "\n".join(
        f"- **{letter}**  {_indented(option.text)}"
        for letter, option in zip(ascii_uppercase, question.options, strict=False)
    )


def _key_letters(question: ExportedQuestion) -> str:
    letters = zip(ascii_uppercase, question.options, strict=False)
    return ", ".join(letter for letter, option in letters if option.is_key)


def _shuffled(question: ExportedQuestion) -> str:
    return "Put these lines in order:\n\n" + "\n".join(
        f"- {line}" for line in sorted(question.lines)
    )


def _ordered(question: ExportedQuestion) -> str:
    lines = (f"{number}. {line}" for number, line in enumerate(question.lines, start=1))
    return "In this order:\n\n" + "\n".join(lines)


def _blank_lines(question: ExportedQuestion) -> str:
    labels = (gap.label or "Answer" for gap in question.gaps)
    return "\n\n".join(f"{label}: {LINE}" for label in labels)


def _values(question: ExportedQuestion) -> str:
    return "; ".join(map(_value, question.gaps))


def _value(gap: Gap) -> str:
    value = f"`{gap.accepted[0]}`"
    return f"{gap.label}: {value}" if gap.label else value


def _blank_line(question: ExportedQuestion) -> str:
    return f"Answer: {LINE}"


def _text(question: ExportedQuestion) -> str:
    return question.text


def _indented(text: str) -> str:
    """Return a text whose further lines stay inside a list item."""
    return text.replace("\n", "\n  ")


ANSWER_SPACES: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _options,
    "order": _shuffled,
    "gap": _blank_lines,
    "gaps": _blank_lines,
    "free": _blank_line,
}
"""By layout: a function that returns the options, or the space to write an answer."""

KEYS: dict[Layout, Callable[[ExportedQuestion], str]] = {
    "options": _key_letters,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "free": _text,
}
"""By layout: a function that returns the right answer."""
