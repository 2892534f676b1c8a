"""Defines what every reader returns: the imported questions, and remarks on what was lost."""

from dataclasses import dataclass

from torchquiz.engine.models.proven import Level

NAME_WORDS = 6
"""The number of words in a name that is derived from a stem."""
LONGEST_NAME, LONGEST_REMARK = 60, 200
"""The maximum number of characters displayed of a question's name and of a remark."""


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One option of an imported question."""

    text: str
    is_key: bool
    because: str = ""
    """Feedback on the option, or an empty string."""
    weight: float | None = None
    """The percentage of the marks that the option earns in the quiz, or None if the quiz has no
    weights."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a part of a quiz that the import changed or left out."""

    line: int
    name: str
    """The name of the question."""
    text: str
    file: str = ""
    """The name of the question's own file, if the quiz is a package of files."""

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
        return f"{place}: '{self.name}': {self.text}"


def shortened(text: str, length: int) -> str:
    """Put a string on one line, and truncate it to a maximum length."""
    line = " ".join(text[: 2 * length].split()).encode(errors="replace").decode()
    return line if len(line) <= length else line[: length - 1] + "…"


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
    line: int = 1
    """The line of the file on which the question begins."""
    is_several: bool = False
    """Whether several options may be selected."""
    is_truth: bool = False
    """Whether the stem is a statement that is true or false."""
    changes: tuple[str, ...] = ()
    """Differences from the original, one sentence each."""
    file: str = ""
    """The name of the question's own file, if the quiz is a package of files."""

    @property
    def keys(self) -> tuple[ImportedOption, ...]:
        """The correct options of the question."""
        return tuple(option for option in self.options if option.is_key)

    @property
    def distractors(self) -> tuple[ImportedOption, ...]:
        """The wrong options of the question."""
        return tuple(option for option in self.options if not option.is_key)

    @property
    def solution(self) -> tuple[str, ...]:
        """The feedback on correct options, followed by the explanation of the answer."""
        texts = (*(key.because for key in self.keys), self.explanation)
        return tuple(dict.fromkeys(filter(None, texts)))


@dataclass(frozen=True, slots=True)
class Omission:
    """A question that cannot be imported, and the reason."""

    name: str
    line: int
    reason: str
    file: str = ""
    """The name of the question's own file, if the quiz is a package of files."""


def remark_on(question: ImportedQuestion | Omission, text: str) -> Remark:
    """Create a remark on a question, with its name and the message shortened to one line each."""
    name = shortened(question.name, LONGEST_NAME)
    return Remark(question.line, name, shortened(text, LONGEST_REMARK), question.file)


@dataclass(frozen=True, slots=True)
class ImportedQuiz:
    """The questions of a quiz that could be imported, and remarks on what was lost."""

    questions: tuple[ImportedQuestion, ...]
    left_out: tuple[Remark, ...]
    """One remark for each question that could not be imported."""
    changes: tuple[Remark, ...] = ()
    """One remark for each difference between an imported question and its original."""
    notes: tuple[str, ...] = ()
    """Remarks on the whole file, such as its encoding."""


def name_from(stem: str, number: int) -> str:
    """Return a name for an unnamed question: the first words of its text, and a number."""
    plain = stem[:1000].replace("**", "")
    words = [word.strip("*`#:") for word in plain.split() if not word.startswith("```")]
    return " ".join([*list(filter(None, words))[:NAME_WORDS], str(number)])
