"""The current item of a session, with its variant, hints, tries and grade."""

from typing import Any

from torchquiz.engine import grading
from torchquiz.engine.grading.form import AnswerForm, DealtLines, DealtOptions
from torchquiz.engine.grading.grade import Grade, Response
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.study.draw import Draw
from torchquiz.engine.study.rules import Rules

TRIES_BEFORE_KEY = 3
"""The number of wrong tries at written code after which practice shows the reference solution."""


class CurrentItem:
    """The current item of a session, and what the learner can do with it.

    Args:
        draw: an object that chooses the item's variant and the order of its options or lines.
        rules: the limits of the session.
    """

    def __init__(self, draw: Draw, rules: Rules) -> None:
        self.rules = rules
        self._draw = draw
        self._item: Item | None = None
        self._variant: Variant
        self._hints = 0
        self.tries = 0
        """Number of tries at the current item that count."""
        self.grade: Grade | None = None
        """The grade of the latest try. It is None before the first answer and while the learner
        retries."""
        self.response: Response | None = None
        """The response that was graded."""
        self.experiment = ""
        """The code of the item as the learner has changed it; empty if it is unchanged."""
        self._last: tuple[Response, Grade] | None = None
        self._is_given_up = False

    @property
    def is_over(self) -> bool:
        """Whether the session is over, because every item was answered or the time is up."""
        return self._item is None

    @property
    def item(self) -> Item:
        """The current item."""
        assert self._item is not None, "the session is over"
        return self._item

    @property
    def variant(self) -> Variant:
        """The variant that was drawn for the current item."""
        return self._variant

    @property
    def form(self) -> AnswerForm[Any]:
        """The answer form of the current item."""
        return grading.form_of(self.variant.answer)

    @property
    def options(self) -> DealtOptions:
        """The options in the order in which they are shown.

        The result is empty if the item has none.
        """
        return self._draw.options(self.item, self.variant)

    @property
    def lines(self) -> DealtLines:
        """The lines to put in order, as they are first shown. That order is never correct."""
        return self._draw.lines(self.item, self.variant)

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints that the learner has opened."""
        return self.variant.hints[: self._hints]

    @property
    def has_hint(self) -> bool:
        """Whether the learner can open another hint."""
        return (
            self.rules.has_hints
            and not self.is_over
            and self.grade is None
            and self._hints < len(self.variant.hints)
        )

    @property
    def tries_left(self) -> int | None:
        """The number of tries left at the current item, or None if they are unlimited."""
        return None if self.rules.tries is None else max(0, self.rules.tries - self.tries)

    @property
    def is_settled(self) -> bool:
        """Whether the item is settled, which means that further tries no longer count."""
        return self.grade is not None and (
            self.grade.is_right or self._is_given_up or not self.tries_left
        )

    @property
    def is_key_shown(self) -> bool:
        """Whether the correct answer may be shown.

        If an item asks for code and the learner can still fix a wrong answer, the correct answer is
        shown only when the learner asks for it, has no tries left, or has tried three times in
        practice.
        """
        if not self.is_settled or (self.grade and self.grade.is_right) or self._is_given_up:
            return self.is_settled
        if self.tries_left == 0 or self.form.shows_key_after_mistake:
            return True
        return self.rules.has_hints and self.tries >= TRIES_BEFORE_KEY

    @property
    def can_retry(self) -> bool:
        """Whether the learner can try the current item again, even if its answer is visible."""
        if self.is_over or self.grade is None:
            return False
        return not self.grade.is_right and self.rules.tries is None

    @property
    def can_give_up(self) -> bool:
        """Whether the learner can ask for the correct answer instead of trying again."""
        return self._last is not None and not self.is_over and not self.is_key_shown

    @property
    def can_say_unknown(self) -> bool:
        """Whether the learner can say that they do not know the answer."""
        return not (self.is_over or self.tries or self.form.is_self_graded)

    def give_up(self) -> None:
        """Make the last try final, so that the correct answer can be shown."""
        assert self._last is not None, "nothing was tried"
        self.response, self.grade = self._last
        self._is_given_up = True

    def _clear(self) -> None:
        """Reset the state for the next item."""
        self.grade = self.response = self._last = self._item = None
        self.experiment = ""
        self._is_given_up = False
