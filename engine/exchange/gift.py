"""Reads Moodle's GIFT.

The format: https://docs.moodle.org/en/GIFT_format
"""

import re
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.exchange.imported import Question, Read, Statement

HIDDEN = str.maketrans({sign: chr(0xE000 + place) for place, sign in enumerate("~=#{}:\\")})
SHOWN = str.maketrans({chr(0xE000 + place): sign for place, sign in enumerate("~=#{}:\\")})
"""An escaped sign is kept out of the way while the rest is read."""
NAME = re.compile(r"^::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"^\s*\[(?:html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class _Answer:
    is_key: bool
    text: str
    because: str


def read(path: Path) -> Read:
    """Read a quiz; what is no question is told."""
    found, left_out = [], []
    for number, block in enumerate(_blocks(path.read_text(encoding="utf-8-sig")), start=1):
        question = _question(block, number)
        if isinstance(question, Question):
            found.append(question)
        elif question:
            left_out.append(f"question {number}: {question}")
    return Read(tuple(found), tuple(left_out))


def _blocks(text: str) -> list[str]:
    """Questions are set apart by empty lines; comments and categories are none."""
    kept = [
        line
        for line in text.splitlines()
        if not line.lstrip().startswith("//") and not line.startswith("$CATEGORY:")
    ]
    blocks = re.split(r"\n\s*\n", "\n".join(kept))
    return [
        re.sub(r"\\(.)", lambda match: _escaped(match[1]), block.strip(), flags=re.DOTALL)
        for block in blocks
        if block.strip()
    ]


def _escaped(sign: str) -> str:
    return "\n" if sign == "n" else sign.translate(HIDDEN)


def _question(block: str, number: int) -> Question | str:
    name = NAME.match(block)
    body = block[name.end() :] if name else block
    body = FORMAT.sub("", body)
    opened, closed = body.find("{"), body.rfind("}")
    if opened < 0 or closed < opened:
        return "it has no answers in braces."
    before, inside, behind = (
        body[:opened].strip(),
        body[opened + 1 : closed].strip(),
        body[closed + 1 :].strip(),
    )
    stem = _plain(f"{before} _____ {behind}" if behind else before)
    called = _plain(name[1]) if name else " ".join(stem.split()[:6]) + f" {number}"
    inside, _, general = inside.partition("####")
    if truth := re.fullmatch(r"\s*(T|TRUE|F|FALSE)\s*(#.*)?", inside, re.IGNORECASE | re.DOTALL):
        return _truth(called, stem, truth, _plain(general))
    return _with_options(called, stem, inside, _plain(general))


def _truth(name: str, stem: str, found: re.Match[str], general: str) -> Question:
    is_true = found[1].upper().startswith("T")
    because = _plain((found[2] or "").split("#")[1]) if found[2] else ""
    options = (
        Statement("True", is_true, "" if is_true else because),
        Statement("False", not is_true, because if is_true else ""),
    )
    return Question(name, stem, options, explanation=general)


def _with_options(name: str, stem: str, inside: str, general: str) -> Question | str:
    if not inside.strip():
        return "an essay is answered freely."
    if inside.startswith("#"):
        return f"a number to be typed, {_plain(inside[1:])}, needs code that gives it; write it as kind predict."
    answers = _answers(inside)
    if any("->" in one.text for one in answers):
        return "it asks to match pairs."
    if all(one.is_key for one in answers):
        return f"a typed answer, '{answers[0].text if answers else ''}', needs code that gives it; write it as kind predict."
    if not any(one.is_key for one in answers):
        return "it has no right answer."
    return Question(
        name,
        stem,
        tuple(Statement(one.text, one.is_key, one.because) for one in answers),
        explanation=general,
    )


def _answers(inside: str) -> list[_Answer]:
    found = []
    for sign, text in re.findall(r"([~=])([^~=]*)", inside):
        weight = WEIGHT.match(text.strip())
        said, _, because = text.strip()[weight.end() if weight else 0 :].partition("#")
        found.append(
            _Answer(
                sign == "=" or bool(weight and float(weight[1]) > 0), _plain(said), _plain(because)
            )
        )
    return found


def _plain(text: str) -> str:
    return " ".join(text.translate(SHOWN).split(" ")).strip()
