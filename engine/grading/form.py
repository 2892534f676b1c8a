"""The base class of all answer forms, with the behaviour that most of them share."""

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
"""A function that turns its arguments into a sort key, which differs between sessions."""
DealtOptions = tuple[tuple[int, Option], ...]
"""The options in the order in which to show them, each with its index in the item."""
DealtLines = tuple[tuple[int, str], ...]
"""The lines in the order in which to show them, each with its index in the item."""

TYPED_CHANCE = 0.02
"""The assumed probability that a guess is right when the learner has to type the answer."""
QUOTED = 40
"""The maximum length, in characters, of a typed answer that the verdict repeats."""


class AnswerForm(Generic[AnswerT]):
    """A form of answer, such as chosen options or a typed value.

    It grades, shuffles, describes, stores and previews all answers of this form.
    """

    is_typed: ClassVar[bool] = False
    """Whether learners type their answer instead of choosing it from options."""
    is_self_graded: ClassVar[bool] = False
    """Whether learners grade themselves. Tests do not use such items."""
    may_need_worker: ClassVar[bool] = False
    """Whether a response may have to be run to be graded."""
    shows_key_after_mistake: ClassVar[bool] = True
    """Whether the correct answer is shown after a mistake, so that trying again is pointless."""
    shows_run: ClassVar[bool] = False
    """Whether the answer itself shows what its code does, so that the feedback need not."""

    def grade(self, answer: AnswerT, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a response to an answer, running code if necessary."""
        raise NotImplementedError

    def empty_response(self, answer: AnswerT, lines: DealtLines) -> Response:
        """Return the response of a learner who answers "don't know".

        Args:
            answer: the answer of the item.
            lines: the lines in the order in which they are shown.
        """
        return Entered(("",))

    def chance(self, answer: AnswerT) -> float:
        """Return the probability that a guess is right."""
        return TYPED_CHANCE

    def stored_texts(self, answer: AnswerT, response: Response) -> list[str] | list[int]:
        """Return a response as strings that stay valid even if the order of the options changes."""
        assert isinstance(response, Entered)
        return list(response.texts)

    def reading(self, answer: AnswerT, response: Response) -> str:
        """Describe how a typed value was understood, or return an empty string if obvious."""
        return ""

    def verdict(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict as a sentence. `options` are in the order in which they are shown."""
        if grade.is_unknown:
            return "You did not know this yet."
        return "Right." if grade.is_right else self.not_this(grade, response, options)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict on a wrong response, quoting the response if it is short."""
        assert isinstance(response, Entered)
        given = response.texts[0].strip()
        if len(response.texts) > 1 or "\n" in given or len(given) > QUOTED:
            return "That is not right."
        return f"Not {given}."

    def deal_options(self, answer: AnswerT, item: str, rank: Rank) -> DealtOptions:
        """Return the options in display order, or an empty tuple if the form has no options."""
        return ()

    def deal_lines(self, answer: AnswerT, item: str, rank: Rank) -> DealtLines:
        """Return the lines in display order, or an empty tuple if the form has no lines."""
        return ()

    def shown_code(self, answer: AnswerT, snippet: str) -> str:
        """Return the code to show above the answer: the snippet, or a program with blanks."""
        return snippet

    def starter(self, answer: AnswerT) -> str | None:
        """Return the code that the learner starts from, or None if there is no starter code."""
        return None

    def key_code(self, answer: AnswerT) -> str:
        """Return the shown program with the correct code in its blanks.

        The result is an empty string if the form has no program.
        """
        return ""

    def blank_count(self, answer: AnswerT) -> int:
        """Return the number of blanks into which the learner types code."""
        return 0

    def program_job(
        self, answer: AnswerT, texts: Sequence[str], path: str = "snippet"
    ) -> Job | None:
        """Return a job that runs a program with the learner's code.

        Args:
            answer: the answer of the item.
            texts: the learner's code, one string per blank.
            path: the name of the program in tracebacks.

        Returns:
            The job, or None if the form has no program.
        """
        return None

    def preview(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield a preview of the answer, unshuffled and without marking what is correct."""
        yield from ()

    def preview_key(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield the correct answer, then each expected mistake with its explanation."""
        yield title(f"{RIGHT} Right")
        yield from map(code, answer.key_texts)
        yield from expected_mistakes(answer.near)
