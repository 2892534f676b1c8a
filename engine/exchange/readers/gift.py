"""Reads quizzes in Moodle's GIFT format.

See https://docs.moodle.org/en/GIFT_format
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from torchquiz.engine.exchange.readers.decoding import decoded_file
from torchquiz.engine.exchange.readers.fitting import imported_quiz
from torchquiz.engine.exchange.readers.gift_answers import GiftAnswer, gift_answers
from torchquiz.engine.exchange.readers.gift_blocks import GiftBlock, blocks, shown
from torchquiz.engine.exchange.readers.gift_gaps import CHOICES, choices_of_gap, gap_kinds
from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    Omission,
    name_from,
)
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts

NAME = re.compile(r"::(.*?)::", re.DOTALL)
"""Matches the name at the start of a question: `::dtype::` in `::dtype::Which dtype …`."""
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
"""Matches the declared format of a passage: `[html]`."""
TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
"""Matches the answer to a true-or-false question: `F` or `TRUE#`."""
SIGN_IN_TEXT = (
    "an unescaped `=` or `~` is treated as part of an answer; write `\\=` or `\\~` instead."
)
REMEDY = "needs code that computes the answer; rewrite it as an item of kind `predict`."


@dataclass(frozen=True, slots=True)
class Answers:
    """The part of a question in braces, which contains its answers."""

    text: str
    """Everything before the general feedback."""
    general_feedback: str
    is_gap: bool = False
    """Whether the answers are the choices for a gap, of which one is right."""


class UnsupportedError(Exception):
    """Raised when a question cannot be imported. The message gives the reason."""


def read(path: Path) -> ImportedQuiz:
    """Read a GIFT quiz, and report each question that cannot be imported."""
    decoded = decoded_file(path)
    return imported_quiz(_questions(decoded.text), decoded.notes)


def _questions(text: str) -> Iterator[ImportedQuestion | Omission]:
    for number, block in enumerate(blocks(text), start=1):
        reader = _QuestionReader(block, number)
        try:
            yield reader.question()
        except UnsupportedError as error:
            yield Omission(reader.name, block.line, str(error))


class _QuestionReader:
    """Converts a single question of a GIFT file to an imported question."""

    def __init__(self, block: GiftBlock, number: int) -> None:
        name = NAME.match(block.text)
        body = block.text[name.end() :] if name else block.text
        self._line = block.line
        self._texts = QuestionTexts()
        declared = FORMAT.match(body)
        self._format = declared[1] if declared else "moodle"
        self._body = body[declared.end() :] if declared else body
        stem = self._plain(self._body.partition("{")[0])
        self.name = " ".join(shown(name[1]).split()) if name else ""
        self.name = self.name or name_from(stem, number)

    def question(self) -> ImportedQuestion:
        """Convert the question.

        Raises:
            UnsupportedError: the question is of a type that cannot be imported.
        """
        stem, answers = self._stem_and_answers()
        if TRUTH.match(answers.text):
            return self._question(stem, answers, self._truth(answers.text), is_truth=True)
        _refuse_unsupported(answers.text)
        read = gift_answers(answers.text)
        changes = (SIGN_IN_TEXT,) if read.has_sign_in_text else ()
        options = tuple(map(self._option, read.answers))
        is_several = read.is_several and not answers.is_gap
        question = self._question(stem, answers, options, is_several=is_several)
        return replace(question, changes=(*question.changes, *changes))

    def _question(
        self,
        stem: str,
        answers: Answers,
        options: tuple[ImportedOption, ...],
        *,
        is_truth: bool = False,
        is_several: bool = False,
    ) -> ImportedQuestion:
        return ImportedQuestion(
            self.name,
            stem,
            options,
            explanation=self._plain(answers.general_feedback),
            line=self._line,
            changes=self._texts.losses,
            is_several=is_several,
            is_truth=is_truth,
        )

    def _stem_and_answers(self) -> tuple[str, Answers]:
        opening, closing = self._body.find("{"), self._body.rfind("}")
        if opening >= 0 and closing < 0:
            raise UnsupportedError("its `{` is not closed before the next question.")
        if opening < 0 or closing < opening:
            raise UnsupportedError("it has no answers in braces.")
        gaps = gap_kinds(self._body)
        if len(gaps) > 1:
            raise UnsupportedError("it has several gaps; write a separate question for each.")
        if gaps and gaps[0] not in CHOICES:
            raise UnsupportedError(f"the answer for a gap is typed, which {REMEDY}")
        if self._body.count("{") > 1 or self._body.count("}") > 1:
            raise UnsupportedError("a brace is not escaped; write `\\{` or `\\}` instead.")
        before, after = self._body[:opening].strip(), self._body[closing + 1 :].strip()
        text, _, feedback = self._body[opening + 1 : closing].strip().partition("####")
        space = "" if after[:1] in ".,:;!?)" else " "
        stem = self._plain(f"{before} _____{space}{after}" if after else before)
        if gaps:
            return stem, Answers(choices_of_gap(text), feedback, is_gap=True)
        return stem, Answers(text.strip(), feedback)

    def _truth(self, answers: str) -> tuple[ImportedOption, ...]:
        """Return the options True and False of a true-or-false question.

        In the file, the feedback on a wrong response comes first.
        """
        is_true = answers[0] in "Tt"
        _, feedback, praise = (*map(self._plain, answers.split("#", 2)), "", "")[:3]
        right = ImportedOption(str(is_true), is_key=True, because=praise)
        return right, ImportedOption(str(not is_true), is_key=False, because=feedback)

    def _option(self, answer: GiftAnswer) -> ImportedOption:
        text, _, feedback = answer.text.partition("#")
        is_key = answer.worth > 0
        return ImportedOption(
            self._plain(text, is_option=True), is_key, self._plain(feedback), answer.worth
        )

    def _plain(self, text: str, *, is_option: bool = False) -> str:
        """Convert a text to the markup of lessons.

        The text may declare its format. Otherwise the question's format applies.
        """
        declared = FORMAT.match(text)
        text = text[declared.end() :] if declared else text
        text_format = declared[1] if declared else self._format
        convert = self._texts.option_text if is_option else self._texts.plain_text
        return convert(shown(text), text_format)


def _refuse_unsupported(answers: str) -> None:
    """Raise an error for answers that cannot be converted to options.

    Raises:
        UnsupportedError: the question is not a multiple-choice question.
    """
    if not answers:
        raise UnsupportedError("an essay cannot be graded automatically.")
    if answers.startswith("#"):
        raise UnsupportedError(f"a typed number, {shown(answers[1:])}, {REMEDY}")
    if "~" in answers:
        return
    if "->" in answers:
        raise UnsupportedError("matching questions are not supported.")
    typed = shown(answers.lstrip("=").partition("#")[0].partition("=")[0])
    raise UnsupportedError(f"a typed answer, '{typed}', {REMEDY}")
