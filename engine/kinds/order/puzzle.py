"""Builds the program in which the lines of an `order` item are run."""

import re
from dataclasses import dataclass, replace

from torchquiz.engine.kinds.order.model import OrderItem, OrderStep
from torchquiz.engine.models.authored import Code
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Job
from torchquiz.engine.variants.blanks import BLANK, PLACE, filled
from torchquiz.engine.variants.parsing import normal_form
from torchquiz.engine.yaml.positions import Where

Arrangement = tuple[int, ...]
"""An order of the lines, as line numbers counted from 0."""


BLANK_LINE = re.compile(r"^[ \t]*____[ \t]*$", re.MULTILINE)
"""Matches a line that contains nothing but a blank, such as `    ____`."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """The lines to put in order, and the program in which they are run."""

    context: ItemContext[OrderItem]
    codes: tuple[str, ...]
    program: str
    """The program, with a blank in place of the lines."""
    goal: str

    def lines_in(self, order: Arrangement) -> list[str]:
        """Return the code of the lines in the given order."""
        return [self.codes[line] for line in order]

    def code_in(self, order: Arrangement) -> str:
        """Return the whole program, with its lines in the given order."""
        return filled(self.program, {PLACE: "\n".join(self.lines_in(order))})

    def job(self, order: Arrangement, seed: int = 0, purpose: str = "") -> Job:
        """Return the job that runs the lines in the given order and evaluates the goal."""
        asks = (Ask(self.goal, "goal"),)
        job = self.context.code_job(self.code_in(order), "snippet", asks=asks, seed=seed)
        return replace(job, purpose=purpose)


def codes_of(context: ItemContext[OrderItem]) -> tuple[str, ...]:
    """Return the code of each line, as the learner sees it.

    Raises:
        ProofStopped: only some lines have a description, a line is not valid Python, or two lines
            are equal.
    """
    item = context.item
    for number, line in enumerate(item.lines):
        if isinstance(line, OrderStep) != item.is_in_words:
            remedy = "Give every line both `text` and `code`, or write every line as code only."
            raise context.stop(
                "some lines have `text` and others are only code.", remedy, "lines", number
            )
    codes = [_code(context, number, line) for number, line in enumerate(item.lines)]
    trees = [normal_form(code) for code in codes]
    texts = [line.text for line in item.lines if isinstance(line, OrderStep)]
    for number in range(len(codes)):
        is_twice = trees[number] in trees[:number]
        if is_twice or (texts and texts[number] in texts[:number]):
            message = "two lines are identical, so learners cannot tell them apart."
            raise context.stop(message, "Change one of them.", "lines", number)
    return tuple(codes)


def _code(context: ItemContext[OrderItem], number: int, line: Code | OrderStep) -> str:
    where: Where = ("lines", number)
    if isinstance(line, OrderStep):
        return context.with_values(line.code, *where, "code", is_fragment=False)
    return context.with_values(line, *where, is_fragment=False)


def program_with_blank(context: ItemContext[OrderItem]) -> str:
    """Return the snippet with a blank for the lines. If it has none, add one at the end.

    Raises:
        ProofStopped: the snippet has several blanks, or its blank is not on a line of its own.
    """
    snippet = context.snippet
    blank_lines = BLANK_LINE.findall(snippet)
    if len(blank_lines) != len(BLANK.findall(snippet)) or len(blank_lines) > 1:
        message = "the snippet must mark exactly one place where the lines go."
        raise context.stop(message, f"Write {PLACE} once, on a line of its own.", "snippet")
    return snippet if blank_lines else f"{snippet}\n{PLACE}".lstrip("\n")
