"""Tests statements such as “`y.requires_grad` is `False`” or “n = 27” after the correct program."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.properties import OF_PROPERTIES, properties
from torchquiz.engine.proof.prose.right_program import (
    described_programs,
    right_code,
    while_right_program_runs,
)
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.vacuous import names_of
from torchquiz.engine.proof.written_figures import is_computed
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.yaml.positions import Where

NUMBER = (
    r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?![\w%/·^]|[.,]\d| ?[-+*/×÷−=·^] ?[\w`(]| (?:to|by|out|of|times|per)\b)"
)
"""Matches a number that is not the beginning of a calculation, such as `27` or `-0.5`."""
STATEMENT = re.compile(
    r"(?<!\bof )(?<!\bin )(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\bwith )(?<!\bfrom )"
    r"`(?P<code>[^`\n]+)` (?:is|are|equals|gives|returns|=) (?:now |still |again |therefore )?"
    rf"(?:`(?P<quoted>[^`\n]+)`|(?P<plain>{NUMBER}|\bTrue\b|\bFalse\b|\bNone\b"
    r"|\(\d+(?:, ?\d+)*,?\)(?! ?[-+×*/=])))"
)
"""Matches a statement about code, such as `` `y.requires_grad` is `False` ``."""
BARE = re.compile(
    r"(?<![`({\[=+*/×÷−-] )(?<![\w.`({\[=+*/×÷−-])"
    rf"(?P<code>[a-zA-Z_]\w*(?:\.\w+|\[-?\d+\])*) = (?P<plain>{NUMBER})"
)
"""Matches a statement about a name, such as `n = 27`, that is not part of a calculation."""
CONDITIONS = "if|with|when|under|inside|within"
MOMENTS = "before|first|then|after|once|during|while|later"
OTHER_PROGRAMS = (
    "unless|without|until|whenever|would|could|had|instead|otherwise|were|default|example|each"
    "|every|any|only|whose|where|here it|epoch|new"
)
OTHERWISE = re.compile(rf"\b(?:{CONDITIONS}|{MOMENTS}|{OTHER_PROGRAMS})\b", re.IGNORECASE)
"""Matches words of a sentence that may be about another program, or another moment of this one."""
ELSEWHERE = re.compile(rf"\b(?:{OTHER_PROGRAMS}|not)\b", re.IGNORECASE)
"""Matches words after which such a sentence is not compared with this program."""
CONDITION = re.compile(rf"\b(?:{CONDITIONS})\b", re.IGNORECASE)
"""Matches words before a condition, which this program may meet: “with `keepdim=True`, …”."""
SHARED_WITH = re.compile(r"\b(?:memory|storage|data) with\b")
"""Matches a `with` that is not the beginning of a condition."""
CLAUSE_START = re.compile(
    r"(?:^|[,:;(—–]|\b(?:and|but|so|that|because|since|as|now|here|then|therefore|thus|hence|means"
    r"|still|again|although|though|pass|step|call|tensor|result|value|both|afterwards|loop))\s*$",
    re.IGNORECASE,
)
"""Matches the text before a statement that begins a clause, unlike in “what reaches `y` is 4”."""
SENTENCE = re.compile(r"(?<=[.!?;])\s|\n")
DECIMALS = re.compile(r"\.(\d+)$")

READING = {
    "len", "type", "isinstance", "numel", "dim", "size", "item", "tolist", "sum", "mean", "min",
    "max", "is_contiguous", "equal", "allclose", "all", "any", "stride", "argmax", "list", "str",
    "int", "float", "abs", "round", "std", "var", "norm", "element_size", "is_floating_point",
    *OF_PROPERTIES,
}  # fmt: skip
"""Functions and methods that only read."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in a text: an expression and the value that it is said to have."""

    where: Where
    code: str
    stated: str
    decimals: int
    """The number of decimals of a stated number, or -1 if the stated value is not a number."""
    said: str = ""
    """The statement in the words of the text."""
    at_any_moment: bool = False
    """Whether the statement may be about any moment of the program, not only its end."""

    @property
    def usual(self) -> str:
        """The usual wording of the statement."""
        return f"`{self.code}` is {self.stated}"


def report_false_statements(
    context: ItemContext[Any], variant: Variant, texts: Iterable[RenderedText]
) -> None:
    """Record a fault or a doubt for each statement that the correct program contradicts.

    In an item about a bug, the code with the bug must contradict it as well.
    """
    code = right_code(variant)
    names = names_of(code) - {"torch", "nn", "F", "np"}
    found = [one for text in texts for one in _statements(text, code) if _is_about(one.code, names)]
    if not found:
        return
    programs = described_programs(context, variant)
    # At the end of the program, and at every moment of it.
    both = [*found, *(replace(one, at_any_moment=True) for one in found)]
    results = [_disagreements(context, program, both) for program in programs]
    rows = list(zip(*results, strict=True))
    for one, values, ever in zip(found, rows, rows[len(found) :], strict=False):
        if all(values):
            _note_contradiction(context, one, values[0], is_never_true=all(ever))


def _note_contradiction(
    context: ItemContext[Any], one: Statement, value: str, *, is_never_true: bool
) -> None:
    """Record a fault if a statement is false for certain, and otherwise a doubt.

    It is certain if the statement is never true and neither names a condition or a moment nor
    explains a wrong option.
    """
    said = f"it says that {one.said}, but {_contradiction(one, value)}"
    if is_never_true and not one.at_any_moment and one.where[0] != "distractors":
        context.note_fault(
            f"{said}.", "Correct it, or say for which program it is true.", *one.where
        )
        return
    context.note_doubt(
        f"{said}; correct it, or say for which program, or at which point, it is true", *one.where
    )


def _contradiction(statement: Statement, value: str) -> str:
    """Return a clause that says what is true instead of a statement."""
    if statement.at_any_moment:
        return "at no point of the correct program is that so"
    is_plain = value in ("True", "False") and statement.said != statement.usual
    return "after the correct program it is " + ("not so" if is_plain else value)


def _disagreements(
    context: ItemContext[Any], code: str, found: Sequence[Statement]
) -> Sequence[str]:
    """Return, for each statement, the value that contradicts it, or an empty string."""
    plain_statements = [(one.code, one.stated, one.decimals, one.at_any_moment) for one in found]
    ask = f"_disagreements({code!r}, {plain_statements!r})"
    answer = while_right_program_runs(context, "prose", ask)
    if not isinstance(answer, Value):
        return [""] * len(found)
    return [str(value) for value in plain(answer)]


def _statements(text: RenderedText, code: str) -> Iterator[Statement]:
    """Yield the statements in a text, except those whose value was computed."""
    is_general = text.where[0] != "distractors"
    start = 0
    for sentence in SENTENCE.split(text.text):
        at = text.text.index(sentence, start)
        start = at + len(sentence)
        at_any_moment = OTHERWISE.search(SHARED_WITH.sub("", sentence)) is not None
        if at_any_moment and not _is_about_this_program(sentence, code):
            continue
        for pattern in (STATEMENT, BARE):
            for match in pattern.finditer(text.text, at, start):
                groups = match.groupdict()
                stated = groups.get("quoted") or groups["plain"]
                value = match.span("quoted" if groups.get("quoted") else "plain")
                begins = pattern is BARE or CLAUSE_START.search(text.text[at : match.start()])
                if begins and not is_computed(value, text):
                    one = _statement(text.where, match["code"], stated)
                    yield replace(one, said=one.usual, at_any_moment=at_any_moment)
        for found in properties(text, at, start) if is_general else ():
            decimals = _decimals(found.stated)
            yield Statement(
                text.where, found.code, found.stated, decimals, found.said, at_any_moment
            )


def _is_about_this_program(sentence: str, code: str) -> bool:
    """Return whether a sentence about a condition or a moment is about this very program.

    A condition is met if the program contains the code that it names: “with `keepdim=True`, …”.
    """
    if ELSEWHERE.search(sentence):
        return False
    if not CONDITION.search(sentence):
        return True
    named = re.findall(r"`([^`]+)`", CONDITION.split(sentence, maxsplit=1)[1])
    own = "".join(code.split())
    return bool(named) and "".join(named[0].split()) in own and "=" in named[0]


def _statement(where: Where, code: str, stated: str) -> Statement:
    number = stated.replace("−", "-").replace(",", "") if stated[-1].isdigit() else stated
    if not re.fullmatch(NUMBER, stated):
        return Statement(where, code, stated, -1)
    return Statement(where, code, number, _decimals(number))


def _decimals(stated: str) -> int:
    """Return the number of decimals of a stated number, or -1 if it is not a number."""
    decimals = DECIMALS.search(stated)
    is_number = re.fullmatch(r"-?\d+(?:\.\d+)?", stated) is not None
    return (len(decimals[1]) if decimals else 0) if is_number else -1


def _is_about(code: str, names: set[str]) -> bool:
    """Return whether an expression is about a name of the program, and changes nothing."""
    try:
        tree = ast.parse(code, mode="eval")
    except (SyntaxError, ValueError):
        return False
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return bool(used & names) and all(_only_reads(call) for call in calls)


def _only_reads(call: ast.Call) -> bool:
    """Return whether a call is one of those that certainly change nothing."""
    return ast.unparse(call.func).rpartition(".")[2] in READING
