"""The data that every reader returns: the imported questions, and what is lost."""

from dataclasses import dataclass

from torchquiz.engine.models.proven import Level

NAME_WORDS = 6
"""Number of words in a name made from a stem."""
LONGEST_NAME, LONGEST_REMARK = 60, 200
"""Number of characters that are shown of a question's name and of a remark."""


@dataclass(frozen=True, slots=True)
class ImportedOption:
    """One option of an imported question."""

    text: str
    is_key: bool
    because: str = ""
    """Feedback on the option."""
    weight: float | None = None
    """Per cent of the marks that it earns in the quiz; None if the quiz has no weights."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing in a quiz that cannot be imported as it is."""

    line: int
    name: str
    """Name of the question."""
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: '{self.name}': {self.text}"


def remark(line: int, name: str, text: str) -> Remark:
    """Return a remark whose texts are short and on one line each."""
    return Remark(line, shortened(name, LONGEST_NAME), shortened(text, LONGEST_REMARK))


def shortened(text: str, length: int) -> str:
    """Return a text on one line, cut to a number of characters."""
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
    """Line of the file on which it begins."""
    is_several: bool = False
    """Whether any number of options may be marked."""
    is_truth: bool = False
    """Whether the stem is a statement that is true or false."""
    changes: tuple[str, ...] = ()
    """What differs from the original, one sentence each."""

    @property
    def keys(self) -> tuple[ImportedOption, ...]:
        """The right options."""
        return tuple(option for option in self.options if option.is_key)

    @property
    def distractors(self) -> tuple[ImportedOption, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if not option.is_key)

    @property
    def solution(self) -> tuple[str, ...]:
        """Texts that explain the answer: the feedback on right options, then the explanation."""
        texts = (*(key.because for key in self.keys), self.explanation)
        return tuple(dict.fromkeys(filter(None, texts)))


@dataclass(frozen=True, slots=True)
class Omission:
    """A question that cannot be imported, with the reason."""

    name: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedQuiz:
    """The questions of a quiz that could be imported, and what is lost."""

    questions: tuple[ImportedQuestion, ...]
    left_out: tuple[Remark, ...]
    """One remark for each question that could not be imported."""
    changes: tuple[Remark, ...] = ()
    """One remark for each difference between an imported question and the original."""
    notes: tuple[str, ...] = ()
    """Remarks on the whole file, such as its encoding."""


def name_from(stem: str, number: int) -> str:
    """Return a name for a question without a name: its first words and its number."""
    words = [word.strip("*`#:") for word in stem[:1000].split() if not word.startswith("```")]
    return " ".join([*list(filter(None, words))[:NAME_WORDS], str(number)])
