"""What comes in from other programs: questions with options, and what cannot be carried over."""

from collections.abc import Iterable
from dataclasses import dataclass

from torchquiz.engine.models.proven import Level

NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One option of an imported question."""

    text: str
    is_key: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """An imported question that can be asked with options."""

    name: str
    stem: str
    options: tuple[ImportedOption, ...]
    code: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()
    level: Level = "medium"

    @property
    def is_truth(self) -> bool:
        """Whether it asks for true or false."""
        return {option.text.strip().lower() for option in self.options} == {"true", "false"}

    @property
    def has_both_sorts(self) -> bool:
        """Whether it has a right option and a wrong one."""
        return len({option.is_key for option in self.options}) == 2


@dataclass(frozen=True, slots=True)
class ImportedQuiz:
    """A quiz as far as it can be carried over."""

    questions: tuple[ImportedQuestion, ...]
    left_out: tuple[str, ...]
    """A sentence for each question, or part of one, that cannot be carried over."""


QuestionOrReason = ImportedQuestion | str
"""A question; or why it cannot be carried over, as a sentence."""


def imported_quiz(questions: Iterable[tuple[str, QuestionOrReason]]) -> ImportedQuiz:
    """Return the quiz that consists of these questions, each with its name in messages."""
    kept: list[ImportedQuestion] = []
    left_out: list[str] = []
    for name, question in questions:
        if isinstance(question, str):
            left_out.append(f"{name}: {question}")
        elif not question.has_both_sorts:
            left_out.append(f"{name}: it has no right answer, or no wrong one.")
        else:
            kept.append(question)
    return ImportedQuiz(tuple(kept), tuple(left_out))


def name_from(stem: str, number: int) -> str:
    """Return a name for a question that has none: its first words and its number."""
    return " ".join([*stem.split()[:NAME_WORDS], str(number)])
