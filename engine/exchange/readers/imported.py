"""The data that every reader returns: the imported questions, and the reasons for the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from torchquiz.engine.models.proven import Level

NAME_WORDS = 6
"""Number of words in a name made from a stem."""


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One option of an imported question."""

    text: str
    is_key: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """An imported question with options."""

    name: str
    stem: str
    options: tuple[ImportedOption, ...]
    code: str = ""
    explanation: str = ""
    hints: tuple[str, ...] = ()
    level: Level = "medium"

    @property
    def is_truth(self) -> bool:
        """Whether its options are "true" and "false"."""
        return {option.text.strip().lower() for option in self.options} == {"true", "false"}

    @property
    def has_key_and_distractor(self) -> bool:
        """Whether it has at least one right option and one wrong option."""
        return len({option.is_key for option in self.options}) == 2


@dataclass(frozen=True, slots=True)
class ImportedQuiz:
    """The questions of a quiz that could be imported."""

    questions: tuple[ImportedQuestion, ...]
    left_out: tuple[str, ...]
    """One sentence for each question that could not be imported, with its name and the reason."""


QuestionOrReason = ImportedQuestion | str
"""A question, or the reason why it cannot be imported."""


def imported_quiz(questions: Iterable[tuple[str, QuestionOrReason]]) -> ImportedQuiz:
    """Return the quiz made of these questions; each pair starts with the name used in messages."""
    kept: list[ImportedQuestion] = []
    left_out: list[str] = []
    for name, question in questions:
        if isinstance(question, str):
            left_out.append(f"{name}: {question}")
        elif not question.has_key_and_distractor:
            left_out.append(f"{name}: it needs at least one right and one wrong answer.")
        else:
            kept.append(question)
    return ImportedQuiz(tuple(kept), tuple(left_out))


def name_from(stem: str, number: int) -> str:
    """Return a name for a question without a name: its first words and its number."""
    return " ".join([*stem.split()[:NAME_WORDS], str(number)])
