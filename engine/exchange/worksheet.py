"""A worksheet to print, in Markdown or HTML: the questions first, the key at the end."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.exchange.markup import html
from torchquiz.engine.exchange.posed import Gap, Layout, Posed

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


def write_markdown(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a worksheet in Markdown; everything can be carried over."""
    path.write_text(_markdown(questions, title), encoding="utf-8")
    return []


def write_html(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a worksheet as a page that prints well; everything can be carried over."""
    sheet, key = _markdown(questions, title).split("\n## Key\n", 1)
    body = f'{html(sheet)}\n<h2 class="key">Key</h2>\n{html(key)}'
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    path.write_text(
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n',
        encoding="utf-8",
    )
    return []


def _markdown(questions: Sequence[Posed], title: str) -> str:
    asked = [_asked(number, question) for number, question in enumerate(questions, start=1)]
    keys = [_key(number, question) for number, question in enumerate(questions, start=1)]
    return "\n\n".join([f"# {title}", *asked, "## Key", *keys]) + "\n"


def _asked(number: int, question: Posed) -> str:
    head = f"### {number}. {question.item} ({question.level})"
    return "\n\n".join([head, question.stem, ROOMS[question.layout](question)])


def _key(number: int, question: Posed) -> str:
    head = f"**{number}.** {KEYS[question.layout](question)}"
    reasons = "\n".join(_reasons(question))
    return "\n\n".join(part for part in (head, reasons, question.explanation) if part)


def _reasons(question: Posed) -> list[str]:
    """Return why each wrong option is wrong."""
    return [
        f"- not {letter}: {_indented(choice.because)}"
        for letter, choice in zip(ascii_uppercase, question.choices, strict=False)
        if not choice.is_key
    ]


def _options(question: Posed) -> str:
    several = "Mark all that apply.\n\n" if question.is_several else ""
    return several + "\n".join(
        f"- **{letter}**  {_indented(choice.text)}"
        for letter, choice in zip(ascii_uppercase, question.choices, strict=False)
    )


def _key_letters(question: Posed) -> str:
    letters = zip(ascii_uppercase, question.choices, strict=False)
    return ", ".join(letter for letter, choice in letters if choice.is_key)


def _shuffled(question: Posed) -> str:
    return "Put these into order:\n\n" + "\n".join(f"- {line}" for line in sorted(question.lines))


def _ordered(question: Posed) -> str:
    lines = (f"{place}. {line}" for place, line in enumerate(question.lines, start=1))
    return "In this order:\n\n" + "\n".join(lines)


def _blank_lines(question: Posed) -> str:
    labels = (gap.label or "Answer" for gap in question.gaps)
    return "\n\n".join(f"{label}: {LINE}" for label in labels)


def _values(question: Posed) -> str:
    return "; ".join(map(_value, question.gaps))


def _value(gap: Gap) -> str:
    value = f"`{gap.accepted[0]}`"
    return f"{gap.label}: {value}" if gap.label else value


def _blank_line(question: Posed) -> str:
    return f"Answer: {LINE}"


def _text(question: Posed) -> str:
    return question.text


def _indented(text: str) -> str:
    """Return text that continues inside a list item."""
    return text.replace("\n", "\n  ")


ROOMS: dict[Layout, Callable[[Posed], str]] = {
    "choices": _options,
    "order": _shuffled,
    "gap": _blank_lines,
    "gaps": _blank_lines,
    "free": _blank_line,
}
"""Returns the options, or room to write."""

KEYS: dict[Layout, Callable[[Posed], str]] = {
    "choices": _key_letters,
    "order": _ordered,
    "gap": _values,
    "gaps": _values,
    "free": _text,
}
"""Returns the right answer."""
