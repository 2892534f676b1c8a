"""Which widget takes which form of answer: one line a form, and its module imported when it is first asked for."""

from collections.abc import Callable
from typing import Any

from torchquiz.engine.models.answers import Arrange, Choose, Fill, Reveal, Table, Typed, Write
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.widgets.answering import Answering

Preview = Callable[[str], None]
"""Is told how the program above the answer stands now."""


def answering(session: Session, preview: Preview) -> Answering:
    """The widget that takes the answer to the item at hand."""
    return FORMS[type(session.variant.answer)](session, session.variant.answer, preview)


def _options(session: Session, answer: Choose, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.options import Options

    return Options(session.options, answer.several)


def _value(session: Session, answer: Typed, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.entry import ValueEntry

    return ValueEntry(answer)


def _blanks(session: Session, answer: Fill, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.entry import BlanksEntry

    return BlanksEntry(answer, preview)


def _table(session: Session, answer: Table, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.table import TableEntry

    return TableEntry(answer)


def _arrangement(session: Session, answer: Arrange, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.arrange import Arrangement

    return Arrangement(answer, session.lines)


def _code(session: Session, answer: Write, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.write import WriteEntry

    return WriteEntry(answer, Workbench(session))


def _card(session: Session, answer: Reveal, preview: Preview) -> Answering:
    from torchquiz.tui.widgets.card import CardEntry

    return CardEntry(session.variant, session.lesson.torch)


FORMS: dict[type[Any], Callable[[Session, Any, Preview], Answering]] = {
    Choose: _options,
    Typed: _value,
    Fill: _blanks,
    Table: _table,
    Arrange: _arrangement,
    Write: _code,
    Reveal: _card,
}
