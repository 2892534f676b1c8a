"""Writes a worksheet to print, in Markdown or HTML.

The questions come first, the key with its reasons at the end.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import ascii_uppercase

from torchquiz.engine.exchange.markup import html
from torchquiz.engine.exchange.posed import Posed

STYLE = """\
body { font: 11pt/1.45 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: 9.5pt/1.4 monospace; border-left: 2px solid; padding-left: .8rem; }
pre { white-space: pre-wrap; }
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
    asked = [_asked(number, one) for number, one in enumerate(questions, start=1)]
    keys = [_key(number, one) for number, one in enumerate(questions, start=1)]
    return "\n\n".join([f"# {title}", *asked, "## Key", *keys]) + "\n"


def _asked(number: int, one: Posed) -> str:
    return "\n\n".join([f"### {number}. {one.item} ({one.level})", one.stem, _room(one)])


def _room(one: Posed) -> str:
    """Return the options, or room to write."""
    if one.choices:
        several = "Mark all that apply.\n\n" if one.is_several else ""
        return several + "\n".join(
            f"- **{letter}**  {_inside(choice.text)}"
            for letter, choice in zip(ascii_uppercase, one.choices, strict=False)
        )
    if one.lines:
        return "Put these into order:\n\n" + "\n".join(f"- {line}" for line in sorted(one.lines))
    labels = [f"{gap.label}: " if gap.label else "Answer: " for gap in one.gaps] or ["Answer: "]
    return "\n\n".join(label + LINE for label in labels)


def _key(number: int, one: Posed) -> str:
    head = f"**{number}.** {_right(one)}"
    wrong = [
        f"- not {letter}: {_inside(choice.because)}"
        for letter, choice in zip(ascii_uppercase, one.choices, strict=False)
        if not choice.is_key
    ]
    return "\n\n".join(part for part in (head, "\n".join(wrong), one.explanation) if part)


def _right(one: Posed) -> str:
    if one.choices:
        return ", ".join(
            letter
            for letter, choice in zip(ascii_uppercase, one.choices, strict=False)
            if choice.is_key
        )
    if one.lines:
        return "In this order:\n\n" + "\n".join(
            f"{place}. {line}" for place, line in enumerate(one.lines, start=1)
        )
    if one.gaps:
        return "; ".join(
            f"{gap.label}: `{gap.accepted[0]}`" if gap.label else f"`{gap.accepted[0]}`"
            for gap in one.gaps
        )
    return one.text


def _inside(text: str) -> str:
    """Return a text whose further lines stay within an item of a list."""
    return text.replace("\n", "\n  ")
