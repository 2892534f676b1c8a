"""Writes Moodle questions that contain gaps in a sentence or a table.

See https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

from html import escape

from torchquiz.engine.exchange.writers.exported import ExportedQuestion, ExportedTable, Gap
from torchquiz.engine.exchange.writers.markup import html, html_line
from torchquiz.engine.exchange.writers.table_markup import html_table

GAP_MARK = "\ue000"
"""The placeholder for a gap while a table is being written."""


def cloze_text(question: ExportedQuestion) -> str:
    """Return the text of a question in HTML, with a Moodle gap for each value to type."""
    stem = _without_braces(html(question.stem))
    if question.table is not None:
        return stem + _table(question.table)
    gaps = (f"<p>{html_line(gap.label)}: {_cloze_gap(gap)}</p>" for gap in question.gaps)
    return stem + "".join(gaps)


def _table(table: ExportedTable) -> str:
    """Return a table in HTML, with a Moodle gap in each cell to fill in."""
    # The gaps are inserted last, so that their braces, unlike those in the table's texts, are not
    # escaped.
    text = _without_braces(html_table(table, lambda gap, number: GAP_MARK))
    for gap in table.gaps:
        text = text.replace(GAP_MARK, _cloze_gap(gap), 1)
    return text


def _without_braces(markup: str) -> str:
    """Escape the braces in HTML, because a brace begins a gap in Moodle."""
    return markup.replace("{", "&#123;").replace("}", "&#125;")


def _cloze_gap(gap: Gap) -> str:
    accepted = "~".join(f"={_in_cloze(text)}" for text in gap.accepted)
    return f"{{1:SHORTANSWER_C:{accepted}}}"


def _in_cloze(text: str) -> str:
    """Escape all characters of an accepted answer that are special in a gap or in HTML."""
    text = escape(text, quote=False)
    for sign in ("\\", "}", "#", "~", "/", '"'):
        text = text.replace(sign, "\\" + sign)
    return text.replace("*", "\\*")
