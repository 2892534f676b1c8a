"""The data that every reader returns: the imported questions, and what is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from torchquiz.engine.models.proven import Level

NAME_WORDS = 6
"""Number of words in a name made from a stem."""
LONGEST_NAME, LONGEST_REMARK = 60, 200
"""Number of characters that are shown of a question's name and of a remark."""
FULL_MARKS = 99.9
"""Per cent from which an answer is fully right; 100 % may have been rounded."""
MOST_DISTRACTORS = 5
"""Number of distractors that an item may have."""


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
    notes: tuple[str, ...] = field(default=())
    """Remarks on the whole file, such as its encoding."""


def imported_quiz(
    questions: Iterable[ImportedQuestion | Omission], notes: tuple[str, ...] = ()
) -> ImportedQuiz:
    """Return the quiz made of these questions, each fitted to what an item can hold."""
    kept: list[ImportedQuestion] = []
    left_out: list[Remark] = []
    for read in questions:
        question = fitted(read) if isinstance(read, ImportedQuestion) else read
        if isinstance(question, Omission):
            left_out.append(remark(question.line, question.name, question.reason))
        else:
            kept.append(question)
    changes = [
        remark(question.line, question.name, text) for question in kept for text in question.changes
    ]
    return ImportedQuiz(tuple(kept), tuple(left_out), tuple(changes), notes)


def fitted(question: ImportedQuestion) -> ImportedQuestion | Omission:
    """Return a question with clear keys and at most five different distractors."""
    question = _with_clear_keys(question)
    distractors, changes = _usable_distractors(question)
    if not question.keys:
        reason = "no answer earns full marks."
        return Omission(question.name, question.line, reason)
    if not distractors:
        return Omission(question.name, question.line, "it has no wrong answer.")
    return replace(
        question,
        options=(*question.keys, *distractors),
        changes=(*question.changes, *changes),
    )


def _with_clear_keys(question: ImportedQuestion) -> ImportedQuestion:
    """Return a question whose keys follow from the weights of its options."""
    if question.is_several:
        return _with_equal_weights(question)
    options: list[ImportedOption] = []
    changes = list(question.changes)
    has_key = False
    for option in question.options:
        weight = option.weight if option.weight is not None else 100.0 * option.is_key
        is_key = weight >= FULL_MARKS
        if is_key and has_key:
            changes.append(
                f"'{option.text}' is right as well, but only one option can be; it is left out."
            )
            continue
        if 0 < weight < FULL_MARKS:
            changes.append(f"'{option.text}' earned {weight:g} %; here it is wrong.")
        has_key = has_key or is_key
        options.append(replace(option, is_key=is_key))
    return replace(question, options=tuple(options), changes=tuple(changes))


def _with_equal_weights(question: ImportedQuestion) -> ImportedQuestion:
    """Return a question with several keys, and report weights that differ."""
    options = tuple(
        option if option.weight is None else replace(option, is_key=option.weight > 0)
        for option in question.options
    )
    right = {option.weight for option in options if option.is_key}
    wrong = {option.weight for option in options if not option.is_key}
    changes = question.changes
    if len(right) > 1 or len(wrong) > 1:
        changes = (*changes, "its weights are lost; all right options count the same.")
    return replace(question, options=options, changes=changes)


def _usable_distractors(
    question: ImportedQuestion,
) -> tuple[list[ImportedOption], list[str]]:
    """Return at most five different distractors, and a sentence for each that is dropped."""
    usable: list[ImportedOption] = []
    changes: list[str] = []
    for option in question.distractors:
        if any(option.text == other.text for other in usable):
            changes.append(f"the wrong option '{option.text}' appears twice; one is left out.")
        elif len(usable) == MOST_DISTRACTORS:
            changes.append(
                f"the wrong option '{option.text}' is left out; an item has at most"
                f" {MOST_DISTRACTORS}."
            )
        else:
            usable.append(option)
    return usable, changes


def name_from(stem: str, number: int) -> str:
    """Return a name for a question without a name: its first words and its number."""
    return " ".join([*stem.split()[:NAME_WORDS], str(number)])
