"""Reads quizzes in Moodle's GIFT format.

See https://docs.moodle.org/en/GIFT_format
"""

import re
from pathlib import Path

from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    ImportedQuiz,
    QuestionOrReason,
    imported_quiz,
    name_from,
)

SIGNS = "~=#{}:\\"
"""The characters that mean something in GIFT unless a backslash precedes them."""
STAND_INS = {sign: chr(0xE000 + index) for index, sign in enumerate(SIGNS)}
HIDDEN = str.maketrans(STAND_INS)
SHOWN = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})
"""Tables that hide an escaped character behind a private-use one while the rest is parsed."""

EMPTY_LINE = re.compile(r"\n\s*\n")
"""Matches the empty line between two questions."""
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
"""Matches a backslash and the character that it makes literal: `\\=`."""
NAME = re.compile(r"^::(.*?)::", re.DOTALL)
"""Matches the name before a question: `::dtype::` in `::dtype::Which dtype …`."""
FORMAT = re.compile(r"^\s*\[(?:html|moodle|plain|markdown)\]")
"""Matches the declared format of a text: `[html]`."""
TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?", re.IGNORECASE | re.DOTALL)
"""Matches the answer to a true-or-false question, with feedback: `F#It is float32.`."""
ANSWER = re.compile(r"([~=])([^~=]*)")
"""Matches one answer: `=float32 # right` is right, `~int64` is wrong unless it has a weight."""
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
"""Matches the weight of an answer in per cent: `%-50%` in `%-50%int64`."""


def read(path: Path) -> ImportedQuiz:
    """Read a quiz, and report each question that cannot be imported."""
    blocks = _blocks(path.read_text(encoding="utf-8-sig"))
    return imported_quiz(
        (f"question {number}", _question(block, number))
        for number, block in enumerate(blocks, start=1)
    )


def _blocks(text: str) -> list[str]:
    """Return the text of each question, without comments and categories, with escapes hidden."""
    lines = [line for line in text.splitlines() if not _is_comment(line)]
    blocks = [block.strip() for block in EMPTY_LINE.split("\n".join(lines))]
    return [ESCAPE.sub(_resolve_escape, block) for block in blocks if block]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//") or line.startswith("$CATEGORY:")


def _resolve_escape(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1].translate(HIDDEN)


def _question(block: str, number: int) -> QuestionOrReason:
    name = NAME.match(block)
    body = FORMAT.sub("", block[name.end() :] if name else block)
    opening, closing = body.find("{"), body.rfind("}")
    if opening < 0 or closing < opening:
        return "it has no answers in braces."
    before, after = body[:opening].strip(), body[closing + 1 :].strip()
    answers, _, general = body[opening + 1 : closing].strip().partition("####")
    stem = _plain(f"{before} _____ {after}" if after else before)
    shown_name = _plain(name[1]) if name else name_from(stem, number)
    if truth := TRUTH.fullmatch(answers):
        options = _truth_options(truth)
    else:
        options = _options(answers)
        if reason := _why_left_out(answers, options):
            return reason
    return ImportedQuestion(shown_name, stem, options, explanation=_plain(general))


def _truth_options(truth: re.Match[str]) -> tuple[ImportedOption, ...]:
    is_true = truth[1].upper().startswith("T")
    feedback = truth[2] or ""
    because = _plain(feedback.split("#")[1]) if feedback else ""
    return (
        ImportedOption("True", is_true, "" if is_true else because),
        ImportedOption("False", not is_true, because if is_true else ""),
    )


def _options(answers: str) -> tuple[ImportedOption, ...]:
    options = []
    for sign, text in ANSWER.findall(answers):
        text = text.strip()
        weight = WEIGHT.match(text)
        has_credit = weight is not None and float(weight[1]) > 0
        shown, _, because = (text[weight.end() :] if weight else text).partition("#")
        options.append(ImportedOption(_plain(shown), sign == "=" or has_credit, _plain(because)))
    return tuple(options)


def _why_left_out(answers: str, options: tuple[ImportedOption, ...]) -> str:
    """Return why the answers cannot be options; an empty text if they can."""
    if not answers.strip():
        return "an essay cannot be graded automatically."
    remedy = "needs code that computes it; rewrite the question as kind predict."
    if answers.startswith("#"):
        return f"a typed number, {_plain(answers[1:])}, {remedy}"
    if any("->" in option.text for option in options):
        return "matching questions are not supported."
    if all(option.is_key for option in options):
        typed = options[0].text if options else ""
        return f"a typed answer, '{typed}', {remedy}"
    if not any(option.is_key for option in options):
        return "it has no right answer."
    return ""


def _plain(text: str) -> str:
    """Return a text with its hidden characters restored."""
    return text.translate(SHOWN).strip()
