"""What the engine can ask of a form; where most forms agree, their answer is given here."""

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
"""Gives words their place in a session's random order: smaller bytes come first."""
DealtOptions = tuple[tuple[int, Option], ...]
"""Options in the order to show them, each with its index in the item."""
DealtLines = tuple[tuple[int, str], ...]
"""Lines in the order to show them, each with its index in the item."""

TYPED_CHANCE = 0.02
"""How often a guess is right where the learner types, orders or writes the answer."""
QUOTED = 40
"""A typed answer of at most this many characters is repeated in the verdict."""


class AnswerForm(Generic[AnswerT]):
    """One form of answer: how it is dealt, graded, worded, stored and previewed."""

    is_typed: ClassVar[bool] = False
    """Whether learners make their answer and choose from nothing."""
    is_self_graded: ClassVar[bool] = False
    """Whether learners say themselves how well they did; a test asks nothing of the sort."""
    may_need_worker: ClassVar[bool] = False
    """Whether a response may have to be run before it can be graded."""
    shows_key_after_mistake: ClassVar[bool] = True
    """Whether a wrong answer shows the key at once, although it could be corrected."""
    shows_run: ClassVar[bool] = False
    """Whether the answer itself shows what ran, so that the feedback does not."""

    def grade(self, answer: AnswerT, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a response."""
        raise NotImplementedError

    def chance(self, answer: AnswerT) -> float:
        """Return how likely a guess is right."""
        return TYPED_CHANCE

    def stored_texts(self, answer: AnswerT, response: Response) -> list[str] | list[int]:
        """Return a response in words that stay true when the item's options are reordered."""
        assert isinstance(response, Entered)
        return list(response.texts)

    def reading(self, answer: AnswerT, response: Response) -> str:
        """Return how a typed value was read; empty where it was written that way."""
        return ""

    def verdict(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return a counted grade in one sentence; `options` are in the order shown."""
        return "Right." if grade.is_right else self.not_this(grade, response, options)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Say that a response is wrong, repeating it where it is short."""
        assert isinstance(response, Entered)
        given = response.texts[0].strip()
        if len(response.texts) > 1 or "\n" in given or len(given) > QUOTED:
            return "Not this."
        return f"Not {given}."

    def deal_options(self, answer: AnswerT, item: str, rank: Rank) -> DealtOptions:
        """Return the options in the order to show them; empty where nothing is chosen."""
        return ()

    def deal_lines(self, answer: AnswerT, item: str, rank: Rank) -> DealtLines:
        """Return the lines as they are first shown; empty where nothing is put in order."""
        return ()

    def shown_code(self, answer: AnswerT, snippet: str) -> str:
        """Return the code above the answer: the snippet, or the program with its blanks."""
        return snippet

    def starter(self, answer: AnswerT) -> str | None:
        """Return the code that the learner starts from; None where no draft is kept."""
        return None

    def key_code(self, answer: AnswerT) -> str:
        """Return the shown program with the key in it; empty where nothing in it is open."""
        return ""

    def blank_count(self, answer: AnswerT) -> int:
        """Return how many blanks there are to type code into."""
        return 0

    def program_job(
        self, answer: AnswerT, texts: Sequence[str], path: str = "snippet"
    ) -> Job | None:
        """Return a job that runs the program made of typed code.

        Args:
            answer: the answer that was asked for.
            texts: the learner's code, one text per blank.
            path: what a traceback calls the program.

        Returns:
            None where typed code makes no program.
        """
        return None

    def preview(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield what an author sees of the open answer, in the order of the file."""
        yield from ()

    def preview_key(self, answer: AnswerT) -> Iterator[PreviewPart]:
        """Yield the key and every expected mistake with its explanation."""
        yield title(f"{RIGHT} Right")
        yield from map(code, answer.key_texts)
        yield from expected_mistakes(answer.near)
