"""Creates the HTML page of a worksheet, formatted for printing."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

STYLE = """\
body { font: 11pt/1.45 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: 9.5pt/1.4 monospace; border-left: 2px solid; }
pre { padding-left: .8rem; white-space: pre-wrap; }
code { font-family: monospace; font-size: .92em; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .2rem .6rem; }
h3 { margin: 1.6rem 0 .3rem; font-size: 1.05rem; break-after: avoid; }
section { break-inside: avoid; }
h2.answers { break-before: page; }
"""


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def page(title: str, questions: Iterable[str], answers: Iterable[str]) -> str:
    """Return an HTML page with all questions, followed by the answers.

    No page break separates a question from its code or its options.

    Args:
        title: the title, as HTML.
        questions: the questions in Markdown.
        answers: the answers in Markdown.
    """
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    body = "\n".join(
        [
            f"<h1>{title}</h1>",
            *map(_section, questions),
            '<h2 class="answers">Answers</h2>',
            *map(_section, answers),
        ]
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _section(text: str) -> str:
    return f"<section>{_parser().render(text).strip()}</section>"
