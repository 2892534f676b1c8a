"""Decides which commands of a practice screen are enabled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from torchquiz.tui.widgets.code import Code

if TYPE_CHECKING:
    from typing import Any, Protocol

    from torchquiz.engine.study.session import Session

    class OfferingPage(Protocol):
        """The properties of a practice screen that decide which commands are enabled."""

        session: Session

        @property
        def is_grading(self) -> bool:
            """Whether an answer is being graded."""

        @property
        def awaits_response(self) -> bool:
            """Whether the learner can answer the question now."""

        @property
        def can_experiment(self) -> bool:
            """Whether the learner can change and run the question's code."""

        @property
        def can_copy(self) -> bool:
            """Whether the question has code."""

        @property
        def can_look_back(self) -> bool:
            """Whether the learner can look at the previous question again."""

        @property
        def walk_children(self) -> Any:
            """Textual's method for finding the widgets of a page."""


OFFERS: dict[str, Callable[[OfferingPage], bool]] = {
    "next": lambda page: not page.is_grading and (page.session.is_settled or page.session.is_over),
    "retry": lambda page: not page.is_grading and page.session.can_retry,
    "reveal": lambda page: page.session.can_give_up and not page.is_grading,
    "unknown": lambda page: page.awaits_response and page.session.can_say_unknown,
    "skip": lambda page: page.awaits_response and page.session.can_skip,
    "undo": lambda page: page.session.can_undo and not page.is_grading,
    "end": lambda page: page.session.can_end and not page.is_grading,
    "docs": lambda page: (
        not page.session.is_over and page.session.is_key_shown and bool(page.session.item.docs)
    ),
    "hint": lambda page: page.session.has_hint and not page.is_grading,
    "shift": lambda page: any(code.is_wide for code in page.walk_children(Code)),
    "copy": lambda page: page.can_copy,
    "experiment": lambda page: page.can_experiment,
    "look_back": lambda page: page.can_look_back,
    "setup": lambda page: not page.session.is_over and bool(page.session.variant.setup),
}
"""A condition for each command that is not always enabled."""
