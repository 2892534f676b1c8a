"""Builds questions that ask which of several statements is true. Code tests each statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from torchquiz.engine.explain.questions.question import Question, Wrong


@dataclass(frozen=True, slots=True)
class Statement:
    """A true statement about the model, and the expression that tests it."""

    text: str
    holds: str


@dataclass(frozen=True, slots=True)
class FalseStatement:
    """A false statement about the model, the belief behind it, and why it is false."""

    text: str
    holds: str
    belief: str
    because: str

    @property
    def wrong(self) -> Wrong:
        """The false statement as a wrong answer to a question."""
        return Wrong(self.belief, self.because, {"text": self.text, "holds": self.holds})


def claim_question(
    id: str,
    topic: str,
    stem: str,
    lines: Sequence[str],
    *,
    key: Statement,
    wrongs: Sequence[FalseStatement],
    hints: tuple[str, ...],
    solution: tuple[str, ...],
    check: str,
) -> Question:
    """Return a question that asks which statement is true after the given lines have run."""
    return Question(
        id=id,
        topic=topic,
        level="medium",
        kind="claim",
        stem=stem,
        snippet="\n".join(lines),
        asked={"key": {"text": key.text, "holds": key.holds}},
        wrongs=tuple(statement.wrong for statement in wrongs),
        hints=hints,
        solution=solution,
        check=check,
    )
