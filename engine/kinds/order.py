"""order: put lines of code, or the steps of a workflow, in order. Every order is run, and each that meets the goal is right."""

import re
from collections.abc import Sequence
from itertools import permutations
from typing import Annotated, Any

from msgspec.structs import replace
from pydantic import Discriminator, Field, Tag

from torchquiz.engine.models.answers import Arrange, NearOrder, Program
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.context import OTHER_SEED, Case, goal_run
from torchquiz.engine.proof.goal import conditions, prove_key, prove_wrong, reaches
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.variants.blanks import BLANK, PLACE, filled, line_at, said_at
from torchquiz.engine.variants.parsing import normal_form
from torchquiz.engine.yaml.positions import Where

Arrangement = tuple[int, ...]
"""The places of lines, by their indexes."""
BLANK_LINE = re.compile(r"^[ \t]*____[ \t]*$", re.MULTILINE)
MOST_RIGHT = 0.5
"""Where more orders than this share are right, order hardly matters."""


class Step(Model):
    """A step in words, and the code that does it."""

    text: Text
    code: Code


def _form_of_line(value: Any) -> str:
    return "step" if isinstance(value, dict | Step) else "code"


Line = Annotated[
    Annotated[Code, Tag("code")] | Annotated[Step, Tag("step")], Discriminator(_form_of_line)
]


class OrderDistractor(Distractor):
    """An order that misses the goal: the numbers of the lines, from 1."""

    order: list[int]


class Order(Item):
    """An item whose lines are to be put in order; they stand in a right one."""

    lines: Annotated[list[Line], Field(min_length=2, max_length=6)]
    goal: Code
    distractors: Annotated[list[OrderDistractor], Field(max_length=8)]


MODEL = Order


def prove(case: Case[Order]) -> Variant:
    """Run the lines in every order: the author's must be right, each distractor's wrong, and no more than half of all right."""
    codes, program = _codes(case), _program(case)
    goal = case.show(case.item.goal, "goal")
    key = tuple(range(len(codes)))
    _demand_key_runs(case, program, codes)
    code = _in_order(program, codes, key)
    first = prove_key(
        case, code, goal, ("lines",), ("snippet",) if case.item.snippet else ("lines",)
    )
    outcomes = _every_order(case, program, codes, goal)
    right = _right(case, program, codes, goal, outcomes)
    near = _near(case, program, codes, goal, outcomes)
    texts = tuple(
        case.text("lines", at, "text")
        for at, line in enumerate(case.item.lines)
        if isinstance(line, Step)
    )
    answer = Arrange(
        texts or codes,
        "prose" if texts else "code",
        right,
        Program(
            case.ground.setup, program, goal, case.combination.values, conditions(case, goal, code)
        ),
        codes if texts else (),
        near,
    )
    return case.variant(
        answer, goal_run(first, first.answers[0], "\n".join(codes) if texts else "")
    )


def _codes(case: Case[Order]) -> tuple[str, ...]:
    """The code of each line as the learner sees it.

    Raises:
        Refused: words and bare code are mixed, a line is no Python by itself, or two are equal.
    """
    lines = case.item.lines
    for number, line in enumerate(lines):
        if isinstance(line, Step) != isinstance(lines[0], Step):
            raise case.refuse(
                "words and bare code are mixed.",
                "Give every line a 'text' and its 'code', or none.",
                "lines",
                number,
            )
    wheres: list[Where] = [
        ("lines", at, *(["code"] if isinstance(line, Step) else []))
        for at, line in enumerate(lines)
    ]
    codes = [
        case.show(line.code if isinstance(line, Step) else line, *where, is_fragment=False)
        for line, where in zip(lines, wheres, strict=True)
    ]
    trees = [normal_form(code) for code in codes]
    texts = [line.text if isinstance(line, Step) else str(at) for at, line in enumerate(lines)]
    for number in range(len(codes)):
        if trees[number] in trees[:number] or texts[number] in texts[:number]:
            raise case.refuse(
                "two lines are equal, so nobody can tell their places.",
                "Change one of them.",
                "lines",
                number,
            )
    return tuple(codes)


def _program(case: Case[Order]) -> str:
    """The snippet with a blank where the lines belong.

    Raises:
        Refused: it has several blanks.
    """
    snippet = case.snippet
    found = BLANK_LINE.findall(snippet)
    if len(found) != len(BLANK.findall(snippet)) or len(found) > 1:
        raise case.refuse(
            "the lines can stand in one place only.",
            f"Write {PLACE} once, on a line of its own.",
            "snippet",
        )
    return snippet if found else f"{snippet}\n{PLACE}".lstrip("\n")


def _in_order(program: str, codes: Sequence[str], order: Arrangement) -> str:
    return filled(program, {PLACE: "\n".join(codes[line] for line in order)})


def _demand_key_runs(case: Case[Order], program: str, codes: Sequence[str]) -> None:
    """Tell a line that raises at its own place in the file.

    Raises:
        Refused: one does.
    """
    (outcome,) = case.run([case.job(filled(program, {PLACE: "\n".join(codes)}), "snippet")])
    raised = outcome.raised
    at = (
        line_at(program, codes, raised.snippet_line)
        if raised and raised.role == "snippet"
        else None
    )
    if raised and at is not None:
        remedy = f"{raised.note} Mend the line, or the order.".lstrip()
        raise case.refuse(
            f"in the order given, this line does not run: {raised.sentence}.", remedy, "lines", at
        )


def _every_order(
    case: Case[Order], program: str, codes: Sequence[str], goal: str
) -> dict[Arrangement, Outcome]:
    """What the program comes to with the lines in each order, the author's first."""
    orders = list(permutations(range(len(codes))))
    jobs = [
        case.job(_in_order(program, codes, order), "snippet", asks=(Ask(goal, "goal"),))
        for order in orders
    ]
    return dict(zip(orders, case.run(jobs), strict=True))


def _right(
    case: Case[Order],
    program: str,
    codes: Sequence[str],
    goal: str,
    outcomes: dict[Arrangement, Outcome],
) -> tuple[Arrangement, ...]:
    """The orders that meet the goal, whatever the seed."""
    right = tuple(order for order, outcome in outcomes.items() if reaches(outcome))
    jobs = [
        case.job(
            _in_order(program, codes, order), "snippet", asks=(Ask(goal, "goal"),), seed=OTHER_SEED
        )
        for order in right
    ]
    chance = [
        order for order, again in zip(right, case.run(jobs), strict=True) if not reaches(again)
    ]
    if chance:
        orders = ", ".join(map(_numbers, chance))
        case.fault(
            f"only by chance the goal is met in the order {orders}.",
            "Pin the seed, or change the goal.",
            "goal",
        )
    elif len(right) == len(outcomes):
        case.fault(
            "every order meets the goal, so nothing is asked.",
            "Let the goal look at what the order decides.",
            "goal",
        )
    elif len(right) > len(outcomes) * MOST_RIGHT:
        case.fault(
            f"{len(right)} of {len(outcomes)} orders meet the goal, more than half.",
            "Let the goal look at more, or join lines whose order is free.",
            "goal",
        )
    return right


def _numbers(order: Arrangement) -> str:
    return str([line + 1 for line in order])


def _near(
    case: Case[Order],
    program: str,
    codes: Sequence[str],
    goal: str,
    outcomes: dict[Arrangement, Outcome],
) -> tuple[NearOrder, ...]:
    """The distractors, each proven to raise or to miss the goal.

    Raises:
        Refused: one is no order of the lines, or stands there twice.
    """
    found: dict[Arrangement, NearOrder] = {}
    for number, one in enumerate(case.item.distractors):
        order, where = tuple(line - 1 for line in one.order), ("distractors", number)
        if order not in outcomes:
            message = f"this is no order of the lines: it holds each of 1 to {len(codes)} once."
            raise case.refuse(message, "Write the numbers of all lines.", *where, "order")
        if order in found:
            raise case.refuse(
                "two distractors have the same order.", "Change one of them.", *where, "order"
            )
        lines = [codes[line] for line in order]
        run = prove_wrong(
            case,
            filled(program, {PLACE: "\n".join(lines)}),
            goal,
            outcomes[order],
            "in this order",
            where,
        )
        told = case.option(
            one,
            number,
            "",
            "code",
            _told(run, outcomes[order], program, lines, isinstance(case.item.lines[0], Step)),
        )
        found[order] = NearOrder(order, told.because, told.misconception, told.belief, told.run)
    return tuple(found.values())


def _told(run: Run, outcome: Outcome, program: str, lines: list[str], is_prose: bool) -> Run:
    """The run of a wrong order; steps in words show their code, and an error the line that raised it."""
    error = (
        outcome.failure + said_at(program, lines, outcome.raised.snippet_line)
        if outcome.raised
        else run.error
    )
    return replace(run, code="\n".join(lines) if is_prose else "", error=error)
