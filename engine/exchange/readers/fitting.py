"""Changes the questions of a quiz so that they fit into items, and reports each change."""

from collections.abc import Iterable
from dataclasses import replace

from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    Omission,
    Remark,
    remark_on,
)
from torchquiz.engine.exchange.readers.option_letters import without_letters
from torchquiz.engine.proof.texts import LONGEST

FULL_MARKS = 99.9
"""The percentage from which an answer earns full marks. It allows for rounding."""
NONE = "None of these"
"""The wrong option of a question in which all options are correct."""
MOST_DISTRACTORS = 5
"""The maximum number of distractors in an item."""


def imported_quiz(
    questions: Iterable[ImportedQuestion | Omission], notes: tuple[str, ...] = ()
) -> ImportedQuiz:
    """Return a quiz of these questions, each changed so that it fits into an item."""
    kept: list[ImportedQuestion] = []
    left_out: list[Remark] = []
    for read in questions:
        question = fitted(read) if isinstance(read, ImportedQuestion) else read
        if isinstance(question, Omission):
            left_out.append(remark_on(question, question.reason))
        else:
            kept.append(question)
    changes = [remark_on(question, text) for question in kept for text in question.changes]
    return ImportedQuiz(tuple(kept), tuple(left_out), tuple(changes), notes)


def fitted(question: ImportedQuestion) -> ImportedQuestion | Omission:
    """Change a question so that it fits into an item.

    Its correct options become unambiguous, and at most five different distractors are kept.
    """
    if (length := _longest_text(question)) > LONGEST:
        reason = f"it has a passage of {length:,} characters; the limit is {LONGEST:,}."
        return Omission(question.name, question.line, reason, question.file)
    question = _with_wrong_option(_with_clear_keys(without_letters(_with_stem(question))))
    distractors, changes = _usable_distractors(question)
    if not question.keys:
        reason = "no answer earns full marks."
        return Omission(question.name, question.line, reason, question.file)
    if not distractors:
        reason = "it has no wrong answer."
        if question.distractors:
            reason = "its wrong answers read like the right one."
        return Omission(question.name, question.line, reason, question.file)
    return replace(
        question,
        options=(*question.keys, *distractors),
        changes=(*question.changes, *changes),
    )


def _with_stem(question: ImportedQuestion) -> ImportedQuestion:
    """Return the question, with its name as question text if it has neither text nor code.

    An example is `::Which is it?:: {T}`.
    """
    if question.stem.strip() or question.code or not any(map(str.isalpha, question.name)):
        return question
    changes = (*question.changes, "it has no text; its name is shown instead.")
    return replace(question, stem=question.name, changes=changes)


def _longest_text(question: ImportedQuestion) -> int:
    """Return the length of the longest string in a question."""
    options = (f"{option.text}{option.because}" for option in question.options)
    texts = (f"{question.stem}{question.code}", question.explanation, *question.hints, *options)
    return max(map(len, texts))


def _with_clear_keys(question: ImportedQuestion) -> ImportedQuestion:
    """Return a copy of a question in which the options' weights decide which ones are correct."""
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
                f"'{option.text}' is left out: it is also correct, but only one option can be."
            )
            continue
        if 0 < weight < FULL_MARKS:
            changes.append(
                f"'{option.text}' earned {weight:g} % of the marks;"
                " in the lesson it counts as wrong."
            )
        has_key = has_key or is_key
        options.append(replace(option, is_key=is_key))
    if any(option.weight and option.weight < 0 for option in question.options):
        changes.append("the marks that wrong answers cost are not imported.")
    return replace(question, options=tuple(options), changes=tuple(changes))


def _with_equal_weights(question: ImportedQuestion) -> ImportedQuestion:
    """Return a copy of a question with several correct options, which all count equally.

    If different weights are lost, this is reported.
    """
    options = tuple(
        option if option.weight is None else replace(option, is_key=option.weight > 0)
        for option in question.options
    )
    options, changes = _without_repeated_keys(options, question.changes)
    right = {option.weight for option in options if option.is_key}
    wrong = {option.weight for option in options if not option.is_key}
    if len(right) > 1 or len(wrong) > 1:
        changes = (*changes, "its weights are lost; all correct options count equally.")
    return replace(question, options=options, changes=changes)


def _without_repeated_keys(
    options: tuple[ImportedOption, ...], changes: tuple[str, ...]
) -> tuple[tuple[ImportedOption, ...], tuple[str, ...]]:
    """Return the options with each correct text only once, and add a sentence for each loss."""
    kept: list[ImportedOption] = []
    for option in options:
        if option.is_key and any(other.is_key and other.text == option.text for other in kept):
            sentence = f"the correct option '{option.text}' appears twice; one is left out."
            changes = (*changes, sentence)
        else:
            kept.append(option)
    return tuple(kept), changes


def _with_wrong_option(question: ImportedQuestion) -> ImportedQuestion:
    """Return a question with several keys and, if all its options are correct, a wrong one."""
    if not question.is_several or len(question.keys) < 2 or question.distractors:
        return question
    wrong = ImportedOption(NONE, is_key=False)
    changes = (
        *question.changes,
        f"all its options are correct; '{NONE}' was added as a wrong one.",
    )
    return replace(question, options=(*question.options, wrong), changes=changes)


def _usable_distractors(
    question: ImportedQuestion,
) -> tuple[list[ImportedOption], list[str]]:
    """Return at most five different distractors, and a sentence about each one left out."""
    usable: list[ImportedOption] = []
    changes: list[str] = []
    right = {key.text for key in question.keys}
    for option in question.distractors:
        if option.text in right:
            changes.append(f"the wrong option '{option.text}' is left out: it is also correct.")
        elif any(option.text == other.text for other in usable):
            changes.append(f"the wrong option '{option.text}' appears twice; one is left out.")
        elif len(usable) == MOST_DISTRACTORS:
            changes.append(
                f"the wrong option '{option.text}' is left out; an item can have at most"
                f" {MOST_DISTRACTORS} of them."
            )
        else:
            usable.append(option)
    return usable, changes
