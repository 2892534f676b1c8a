"""The answer that a learner has begun but not submitted, kept until the question comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from torchquiz.engine.grading.grade import Arranged, Chosen, Entered, Response
from torchquiz.engine.models.decoding import convert

if TYPE_CHECKING:
    from torchquiz.engine.study.session import Session

KINDS: dict[str, type[Chosen] | type[Entered] | type[Arranged]] = {
    "picks": Chosen,
    "texts": Entered,
    "order": Arranged,
}
"""The responses that can be begun, by the name of their only field."""


class BegunAnswer:
    """The unsubmitted answer to the current item of a session, in a small file."""

    def __init__(self, session: Session) -> None:
        self._drafts = session.begun_answers
        self._place = session.lesson.id, session.item.id, session.variant.name

    def read(self) -> Response | None:
        """Return the begun answer, or None if there is none or it cannot be read."""
        try:
            fields = json.loads(self._drafts.read(*self._place))
            return convert(fields, KINDS[next(iter(fields))])
        except (ValueError, LookupError, TypeError, StopIteration, RecursionError):
            return None

    def keep(self, response: Response | None) -> None:
        """Save a begun answer, or delete it if it is None because nothing is entered any more.

        Raises:
            StoreError: the answer cannot be saved.
        """
        if response is None:
            self._drafts.drop(*self._place)
        else:
            self._drafts.keep(*self._place, msgspec.json.encode(response).decode())
