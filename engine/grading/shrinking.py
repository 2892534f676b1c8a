"""Finds a smaller test case that the learner's code fails as well.

A check with random values has at most a few dozen test cases. When one fails, smaller and simpler
values are tried: once in a process with the learner's code, and once in a process with the
reference solution, which never enters the process that runs the learner's code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product, takewhile

from torchquiz.engine.grading.case_code import case_code, listed, with_simple_values
from torchquiz.engine.grading.grade import RunJob
from torchquiz.engine.grading.written_checks import CheckResult, case_result, is_expected
from torchquiz.engine.models.answers import AllDraws, Case, Check, Write
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job
from torchquiz.engine.sandbox.values import elements, is_comparable

MOST_TRIES = 240
"""The maximum number of smaller test cases to try per check."""
SEEDS = (0, 1)
"""The seeds with which each smaller test case is drawn."""
SLOWEST_MS = 500.0
"""Duration of the learner's code in milliseconds above which no smaller test case is looked for."""


@dataclass(frozen=True, slots=True)
class SmallerCase:
    """A smaller test case, which the learner's code may or may not fail."""

    check: int
    """The number of the check among the results."""
    given: str
    code: str
    inputs: str
    """An expression for the list of the inputs."""


def with_smallest_cases(
    answer: Write, written: Block, results: Sequence[CheckResult], run: RunJob
) -> list[CheckResult]:
    """Return the results, each failing one with the smallest test case that was found to fail.

    Args:
        answer: the item's answer.
        written: the learner's code.
        results: the results of the checks.
        run: the function that runs a job.
    """
    smaller = [
        case for number, result in enumerate(results) for case in _smaller_cases(number, result)
    ]
    if not smaller:
        return list(results)
    theirs = run(_job(answer, written, smaller)).answers
    right = run(_job(answer, Block(answer.key), smaller)).answers
    found = dict(reversed(list(_failing(results, smaller, theirs, right))))
    return [found.get(number, result) for number, result in enumerate(results)]


def _smaller_cases(number: int, result: CheckResult) -> Iterator[SmallerCase]:
    """Yield smaller test cases that may fail as well, smallest first."""
    drawn, case = result.check.drawn, result.case
    if drawn is None or case is None:
        return
    smaller = list(takewhile(lambda draw: draw.given != case.given, drawn.draws))
    most = MOST_TRIES // (2 * len(SEEDS)) - 1
    count = min(most, len(smaller))
    spread = [smaller[at * len(smaller) // count] for at in range(count)]
    # The failing draw itself is kept, because its numbers may be made simpler.
    draws = [*spread, *drawn.draws[len(smaller) :][:1]]
    inputs = dict(drawn.inputs)
    codes = (
        [inputs] if with_simple_values(inputs) == inputs else [with_simple_values(inputs), inputs]
    )
    for draw, code, seed in product(draws, codes, SEEDS if inputs else SEEDS[:1]):
        yield SmallerCase(number, draw.given, *_codes(seed, drawn, draw.values, code))


def _codes(seed: int, drawn: AllDraws, values: str, inputs: dict[str, str]) -> tuple[str, str]:
    """Return an expression for a test case, and one for the list of its inputs."""
    return (
        case_code(seed, drawn.names, values, inputs, drawn.code),
        case_code(seed, drawn.names, values, inputs, listed(inputs)),
    )


def _job(answer: Write, code: Block, cases: Sequence[SmallerCase]) -> Job:
    blocks = (Block(answer.program.setup, role="setup"), code)
    asks = [Ask(part) for case in cases for part in (case.code, case.inputs)]
    return Job(blocks, tuple(asks), answer.program.names)


def _failing(
    results: Sequence[CheckResult],
    cases: Sequence[SmallerCase],
    theirs: Sequence[Answered],
    right: Sequence[Answered],
) -> Iterator[tuple[int, CheckResult]]:
    """Yield each test case that the learner's code fails, as its check's number and result."""
    answers = zip(cases, theirs[::2], right[::2], right[1::2], strict=False)
    for case, actual, expected, inputs in answers:
        check = results[case.check].check
        if not isinstance(expected, Value) or not is_comparable(expected):
            continue
        if is_expected(actual, expected, check.tolerance):
            continue
        failed = Case(case.given, _named(check, inputs), case.code, expected)
        yield case.check, case_result(check, failed, actual)


def _named(check: Check, inputs: Answered) -> tuple[tuple[str, Value], ...]:
    if check.drawn is None or not isinstance(inputs, Value):
        return ()
    pairs = zip(check.drawn.inputs, elements(inputs), strict=False)
    return tuple((name, value) for (name, _), value in pairs if is_comparable(value))
