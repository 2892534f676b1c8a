"""The widgets that take answers, with one module for each form of answer.

A module is named after the form's tag. It is imported when the form is first needed, so that the
first question appears sooner.
"""

from collections.abc import Callable
from importlib import import_module

from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.answering import Answering

Preview = Callable[[str], None]
"""Shows the program above the answer with the blanks that are filled in so far."""


def answering(session: Session, preview: Preview) -> Answering:
    """Return the widget that takes the answer to the session's current item."""
    module = import_module(f"torchquiz.tui.widgets.forms.{session.item.form}")
    widget: Answering = module.answering(session, session.variant.answer, preview)
    return widget
