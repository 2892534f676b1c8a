"""Creates mutants of a program: copies that each contain one typical mistake of a learner."""

import ast
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from torchquiz.engine.proof.mutants.copies import changes_in_place, missing_copies
from torchquiz.engine.proof.mutants.counts import off_by_one, other_rounding
from torchquiz.engine.proof.mutants.histories import gradient_modes, kept_histories
from torchquiz.engine.proof.mutants.operations import (
    other_axes,
    other_dtypes,
    other_functions,
    other_operators,
)
from torchquiz.engine.proof.mutants.program import Slip, SourceTree, Span
from torchquiz.engine.proof.mutants.statements import constant_results, left_out, other_orders
from torchquiz.engine.variants.parsing import NotPythonError, normal_form

MOST = 40
"""The maximum number of mutants of a program, taken from each kind of mistake in turn."""
Sort = Callable[[SourceTree], Iterator[Slip]]
ANYWHERE: tuple[Sort, ...] = (
    kept_histories,
    gradient_modes,
    constant_results,
    missing_copies,
    changes_in_place,
)
"""Kinds of mistakes that may also change the lines provided by the starter code."""
IN_NEW_LINES: tuple[Sort, ...] = (
    left_out,
    other_orders,
    other_functions,
    other_axes,
    other_dtypes,
    other_operators,
    off_by_one,
    other_rounding,
)


OF_VALUES = frozenset(
    {other_functions, other_axes, other_dtypes, other_operators, off_by_one, other_rounding}
)
"""Kinds of mistakes that only change values, and not what is shared, recorded or changed."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program into which one mistake has been put."""

    code: str
    mistake: str
    line: int | None
    """The index of the changed line in the correct program, or None if it does not matter."""
    old: str
    """The changed lines of the correct program, without indentation."""
    new: str
    """The line that replaces `old`: `pass` for an omitted statement, or empty for several lines.
    """
    changes_value: bool = False
    """Whether the mistake can only matter by changing the value that the program computes."""

    @property
    def sentence(self) -> str:
        """A description of the mutant that can follow the words "the checks accept"."""
        if self.new == "pass":
            return f"the program without `{self.old}`"
        if self.new.startswith("@"):
            return f"a program in which {self.mistake}"
        if not self.new:
            return f"a program with this mistake: {self.mistake}"
        return f"`{self.new}` instead of `{self.old}` ({self.mistake})"


def mutants(
    code: str, *, known: Collection[str] = (), within: Collection[Span] = (), starter: str = ""
) -> list[Mutant]:
    """Return the mutants of a program, leaving out those that are equal to it or not valid Python.

    Args:
        code: the correct program.
        known: other programs that are already tested; mutants equal to one of them are left out.
        within: the parts that a learner writes, as byte ranges of the UTF-8 code; empty for all of
            it.
        starter: the code that the learner starts from; most kinds of mistakes leave its lines
            unchanged.
    """
    program = SourceTree(code)
    given = {line.strip() for line in starter.split("\n")}
    seen = {form for other in (code, *known) if (form := _form(other))}
    found: list[Mutant] = []
    for sort, change in _in_turn(program):
        mutant = _mutant(program, change, changes_value=sort in OF_VALUES)
        is_given = sort in IN_NEW_LINES and mutant.old in given
        if is_given or (within and not any(_is_inside(change.span, span) for span in within)):
            continue
        form = _form(mutant.code)
        if form and form not in seen:
            seen.add(form)
            found.append(mutant)
    return found[:MOST]


def _in_turn(program: SourceTree) -> Iterator[tuple[Sort, Slip]]:
    """Yield changes in turn by kind of mistake: the first of each kind, then the second, etc."""
    changes = ([(sort, change) for change in sort(program)] for sort in ANYWHERE + IN_NEW_LINES)
    for turn in zip_longest(*changes):
        yield from filter(None, turn)


def _is_inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _mutant(program: SourceTree, change: Slip, *, changes_value: bool) -> Mutant:
    code = program.with_change(change)
    lines = program.lines(change.span)
    extra = code.count("\n") - program.code.count("\n")
    old = program.code.split("\n")[lines.start : lines.stop]
    new = code.split("\n")[lines.start : lines.stop + extra]
    shown = "" if len(new) > 1 and not change.new.startswith("@") else _joined(new)
    return Mutant(code, change.mistake, lines.start, _joined(old), shown, changes_value)


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _form(code: str) -> str:
    """Return a normal form of a program. Equal programs have the same normal form.

    Return an empty string if the program is not valid Python.
    """
    try:
        return normal_form(ast.unparse(ast.parse(code)))
    except (NotPythonError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
