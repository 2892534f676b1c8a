"""Defines the base class of all answer forms, with what most of them have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from torchquiz.engine.grading.grade import Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, code, expected_mistakes, title
from torchquiz.engine.models.answers import AnswerStruct, Option
from torchquiz.engine.wording import RIGHT

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job

AnswerT = TypeVar("AnswerT", bound=AnswerStruct)
Rank = Callable[..., bytes]
"""A function that returns a sort key for words, which differs from session to session."""
DealtOptions = tuple[tuple[int, Option], ...]
"""Options in the order to show them, each with its index in the item."""
DealtLines = tuple[tuple[int, str], ...]
"""Lines in the order to show them, each with its index in the item."""

TYPED_CHANCE = 0.02
"""Assumed probability that a guess is right if the learner types or writes the answer."""
QUOTED = 40
"""Length in characters up to which a typed answer is repeated in the verdict."""


class AnswerForm(Generic[AnswerT]):
    """A form of answer: how it is shuffled, graded, worded, stored and previewed."""

    is_typed: ClassVar[bool] = False
    """Whether learners type their answer instead of choosing it from options."""
    is_self_graded: ClassVar[bool] = False
    """Whether learners rate themselves; a test leaves such items out."""
    may_need_worker: ClassVar[bool] = False
    """Whether grading a response may require running it."""
    shows_key_after_mistake: ClassVar[bool] = True
    """Whether a wrong answer shows the key at once instead of letting the learner correct it."""
    shows_run: ClassVar[bool] = False
    """Whether the answer itself shows the run, so that the feedback does not."""

    def grade(self, answer: AnswerT, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a response."""
        raise NotImplementedError

    def empty_response(self, answer: AnswerT, lines: DealtLines) -> Response:
        """Return the response of a learner who does not know; `lines` are in the order shown."""
        return Entered(("",))

    def chance(self, answer: AnswerT) -> float:
        """Return the probability that a guess is right."""
        return TYPED_CHANCE

    def stored_texts(self, answer: AnswerT, response: Response) -> list[str] | list[int]:
        """Return a response as texts, which stay valid when the options are reordered."""
        assert isinstance(response, Entered)
        return list(response.texts)

    def reading(self, answer: AnswerT, response: Response) -> str:
        """Return how a typed value was read, or an empty string if it was written that way."""
        return ""

    def verdict(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict as one sentence; `options` are in the order shown."""
        if grade.is_unknown:
            return "Not known yet."
        return "Right." if grade.is_right else self.not_this(grade, response, options)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return that a response is wrong, repeating it if it is short."""
        assert isinstance(response, Entered)
        given = response.texts[0].strip()
        if len(response.texts) > 1 or "\n" in given or len(given) > QUOTED:
            return "Not this."
        return f"Not {given}."

    def deal_options(self, answer: AnswerT, item: str, rank: Rank) -> DealtOptions:
        """Return the options in the order to show them; empty if the form has none."""
        return ()

    def deal_lines(self, answer: AnswerT, item: str, rank: Rank) -> DealtLines:
        """Return the lines in the order to show them; empty if the form has none."""
        return ()

    def shown_code(self, answer: AnswerT, snippet: str) -> str:
        """Return the code above the answer: the snippet, or the program with its blanks."""
        return snippet

    def starter(self, answer: AnswerT) -> str | None:
        """Return the code that the learner starts from; None if the form keeps no draft."""
        return None

    def key_code(self, answer: AnswerT) -> str:
        """Return the shown program with the key in its blanks.

        The result is an empty string if it has none.
        """
        return ""

    def blank_count(self, answer: AnswerT) -> int:
        """Return the number of blanks to type code into."""
        return 0

    def program_job(
        self, answer: AnswerT, texts: Sequence[str], path: str = "snippet"
    ) -> Job | None:
        """Return a job that runs the program made of typed code.

        Args:
            answer: the answer of the item.
            texts: the learner's code, one text per blank.
            path: the program's name in tracebacks.

        Returns:
            The job; None if the form has no program.
        """
        return None

    def preview(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield what an author sees of the unanswered item, in the order of the file."""
        yield from ()

    def preview_key(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield the key and every expected mistake with its explanation."""
        yield title(f"{RIGHT} Right")
        yield from map(code, answer.key_texts)
        yield from expected_mistakes(answer.near)
