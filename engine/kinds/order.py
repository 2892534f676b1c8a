"""order: put lines of code, or the steps of a workflow, in order.

Every order is run, and each that meets the goal is right.
"""

import re
from dataclasses import dataclass
from itertools import permutations
from typing import Annotated, Any

from msgspec.structs import replace
from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.answers import Arrange, NearOrder, Program
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.failures import goal_run
from torchquiz.engine.proof.goal import goal_conditions, meets_goal, prove_key, prove_wrong
from torchquiz.engine.proof.item_context import OTHER_SEED, ItemContext
from torchquiz.engine.sandbox.job import Ask, Job, Outcome
from torchquiz.engine.variants.blanks import BLANK, PLACE, error_location, filled, line_at
from torchquiz.engine.variants.parsing import normal_form
from torchquiz.engine.yaml.positions import Where

Arrangement = tuple[int, ...]
"""The lines' numbers, from 0, in some order."""
BLANK_LINE = re.compile(r"^[ \t]*____[ \t]*$", re.MULTILINE)
"""A line that holds a blank and nothing else, as `    ____`."""
MOST_RIGHT = 0.5
"""If more orders than this fraction are right, order hardly matters."""


class OrderStep(Model):
    """A step in words, and the code that does it."""

    text: Text
    code: Code


def _form_of_line(value: Any) -> str:
    return "step" if isinstance(value, dict | OrderStep) else "code"


Line = Annotated[
    Annotated[Code, Tag("code")] | Annotated[OrderStep, Tag("step")], Discriminator(_form_of_line)
]


class OrderDistractor(Distractor):
    """An order that misses the goal: the numbers of the lines, from 1."""

    order: list[int]


class OrderItem(Item):
    """An item whose lines are to be put in order; they stand in a right one."""

    lines: Annotated[list[Line], Field(min_length=2, max_length=6)]
    goal: Code
    distractors: Annotated[list[OrderDistractor], Field(max_length=8)]

    @property
    def is_in_words(self) -> bool:
        """Whether the lines are steps in words."""
        return isinstance(self.lines[0], OrderStep)


MODEL = OrderItem


@dataclass(frozen=True, slots=True)
class Puzzle:
    """The lines' code, and the program in which their order is judged."""

    context: ItemContext[OrderItem]
    codes: tuple[str, ...]
    program: str
    """Its blank is where the lines belong."""
    goal: str

    def lines_in(self, order: Arrangement) -> list[str]:
        """Return the lines' code in an order."""
        return [self.codes[line] for line in order]

    def code_in(self, order: Arrangement) -> str:
        """Return the whole program with its lines in an order."""
        return filled(self.program, {PLACE: "\n".join(self.lines_in(order))})

    def job(self, order: Arrangement, seed: int = 0) -> Job:
        """Return the job that judges an order."""
        asks = (Ask(self.goal, "goal"),)
        return self.context.code_job(self.code_in(order), "snippet", asks=asks, seed=seed)


def prove(context: ItemContext[OrderItem]) -> Variant:
    """Run the lines in every order.

    The author's must be right, each distractor's wrong, and no more than half of all right.
    """
    item = context.item
    goal = context.with_values(item.goal, "goal")
    puzzle = Puzzle(context, _codes(context), _program(context), goal)
    key = tuple(range(len(puzzle.codes)))
    _require_key_runs(puzzle, key)
    where: Where = ("snippet",) if item.snippet else ("lines",)
    code = puzzle.code_in(key)
    first = prove_key(context, code, goal, ("lines",), where)
    outcomes = _run_every_order(puzzle)
    right = _right_orders(puzzle, outcomes)
    mistakes = _expected_mistakes(puzzle, outcomes)
    conditions = goal_conditions(context, goal, code)
    program = Program(context.scope.setup, puzzle.program, goal, context.names, conditions)
    lines, shown = puzzle.codes, ""
    if item.is_in_words:
        lines = tuple(context.text("lines", at, "text") for at in key)
        shown = "\n".join(puzzle.codes)
    answer = Arrange(
        lines,
        "prose" if item.is_in_words else "code",
        right,
        program,
        puzzle.codes if item.is_in_words else (),
        mistakes,
    )
    return context.variant(answer, goal_run(first, first.answers[0], shown))


def _codes(context: ItemContext[OrderItem]) -> tuple[str, ...]:
    """Return the code of each line as the learner sees it.

    Raises:
        ProofStopped: words and bare code are mixed, a line is not Python, or two are equal.
    """
    item = context.item
    for number, line in enumerate(item.lines):
        if isinstance(line, OrderStep) != item.is_in_words:
            remedy = "Give every line a 'text' and its 'code', or none."
            raise context.stop("words and bare code are mixed.", remedy, "lines", number)
    codes = [_code(context, number, line) for number, line in enumerate(item.lines)]
    trees = [normal_form(code) for code in codes]
    texts = [line.text for line in item.lines if isinstance(line, OrderStep)]
    for number in range(len(codes)):
        is_twice = trees[number] in trees[:number]
        if is_twice or (texts and texts[number] in texts[:number]):
            message = "two lines are equal, so nobody can tell their places."
            raise context.stop(message, "Change one of them.", "lines", number)
    return tuple(codes)


def _code(context: ItemContext[OrderItem], number: int, line: Code | OrderStep) -> str:
    where: Where = ("lines", number)
    if isinstance(line, OrderStep):
        return context.with_values(line.code, *where, "code", is_fragment=False)
    return context.with_values(line, *where, is_fragment=False)


def _program(context: ItemContext[OrderItem]) -> str:
    """Return the snippet with a blank where the lines belong, by default at its end.

    Raises:
        ProofStopped: it has several blanks, or one within a line.
    """
    snippet = context.snippet
    blank_lines = BLANK_LINE.findall(snippet)
    if len(blank_lines) != len(BLANK.findall(snippet)) or len(blank_lines) > 1:
        message = "the lines can stand in one place only."
        raise context.stop(message, f"Write {PLACE} once, on a line of its own.", "snippet")
    return snippet if blank_lines else f"{snippet}\n{PLACE}".lstrip("\n")


def _require_key_runs(puzzle: Puzzle, key: Arrangement) -> None:
    """Run the author's order first, so that a line that raises is reported at its own place.

    Raises:
        ProofStopped: one raises.
    """
    context = puzzle.context
    (outcome,) = context.run([context.code_job(puzzle.code_in(key), "snippet")])
    raised = outcome.raised
    if raised is None or raised.role != "snippet":
        return
    at = line_at(puzzle.program, puzzle.codes, raised.snippet_line)
    if at is not None:
        message = f"in the order given, this line does not run: {raised.sentence}."
        remedy = f"{raised.note} Mend the line, or the order.".lstrip()
        raise context.stop(message, remedy, "lines", at)


def _run_every_order(puzzle: Puzzle) -> dict[Arrangement, Outcome]:
    """Return what the program does with the lines in each order, the author's first."""
    orders = list(permutations(range(len(puzzle.codes))))
    outcomes = puzzle.context.run([puzzle.job(order) for order in orders])
    return dict(zip(orders, outcomes, strict=True))


def _right_orders(puzzle: Puzzle, outcomes: dict[Arrangement, Outcome]) -> tuple[Arrangement, ...]:
    """Return the orders that meet the goal; note if they depend on chance or are too many."""
    context = puzzle.context
    right = tuple(order for order, outcome in outcomes.items() if meets_goal(outcome))
    repeated = context.run([puzzle.job(order, OTHER_SEED) for order in right])
    by_chance = [
        order for order, again in zip(right, repeated, strict=True) if not meets_goal(again)
    ]
    if by_chance:
        orders = ", ".join(str([line + 1 for line in order]) for order in by_chance)
        message = f"only by chance the goal is met in the order {orders}."
        context.note_fault(message, "Pin the seed, or change the goal.", "goal")
    elif len(right) == len(outcomes):
        message = "every order meets the goal, so nothing is asked."
        context.note_fault(message, "Let the goal look at what the order decides.", "goal")
    elif len(right) > len(outcomes) * MOST_RIGHT:
        message = f"{len(right)} of {len(outcomes)} orders meet the goal, more than half."
        remedy = "Let the goal look at more, or join lines whose order is free."
        context.note_fault(message, remedy, "goal")
    return right


def _expected_mistakes(
    puzzle: Puzzle, outcomes: dict[Arrangement, Outcome]
) -> tuple[NearOrder, ...]:
    """Return the distractors, each proven to raise or to miss the goal.

    Raises:
        ProofStopped: one is not an order of the lines, or occurs twice.
    """
    context = puzzle.context
    mistakes: dict[Arrangement, NearOrder] = {}
    for number, distractor in enumerate(context.item.distractors):
        order, where = tuple(line - 1 for line in distractor.order), ("distractors", number)
        if order not in outcomes:
            count = len(puzzle.codes)
            message = f"this is no order of the lines: it holds each of 1 to {count} once."
            raise context.stop(message, "Write the numbers of all lines.", *where, "order")
        if order in mistakes:
            message = "two distractors have the same order."
            raise context.stop(message, "Change one of them.", *where, "order")
        run = _wrong_run(puzzle, order, outcomes[order], where)
        option = context.wrong_option(distractor, number, "", "code", run)
        mistakes[order] = NearOrder(
            order, option.because, option.misconception, option.belief, option.run
        )
    return tuple(mistakes.values())


def _wrong_run(puzzle: Puzzle, order: Arrangement, outcome: Outcome, where: Where) -> Run:
    """Return the run of a wrong order, with the line that raised its error.

    Steps in words show their code.
    """
    run = prove_wrong(
        puzzle.context, puzzle.code_in(order), puzzle.goal, outcome, "in this order", where
    )
    lines = puzzle.lines_in(order)
    error = run.error
    if outcome.raised:
        line = error_location(puzzle.program, lines, outcome.raised.snippet_line)
        error = outcome.failure + line
    code = "\n".join(lines) if puzzle.context.item.is_in_words else ""
    return replace(run, code=code, error=error)
