"""Compares the results of the learner's code with the values that its checks expect.

This happens outside of the worker, where the code cannot influence it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torchquiz.engine.grading.grade import Checked
from torchquiz.engine.grading.limits import limit_results
from torchquiz.engine.grading.pictures import picture
from torchquiz.engine.grading.printed import output_difference, same_output, shown_statements
from torchquiz.engine.models.answers import Case, Check, Limits
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Outcome, Raised
from torchquiz.engine.sandbox.values import same

EXPECTED, ACTUAL = "expected", "your code"
"""The headings of the expected and the actual value in a picture."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of a check, and the worker's answer on which the result is based."""

    check: Check
    answer: Answered
    """The first wrong answer, or the first answer if all are right."""
    seen: str = ""
    """The reason why the check fails, without a full stop, or an empty string if it passes."""
    picture: str = ""
    case: Case | None = None
    """The test case that fails; None if the check passes or has no test cases."""

    @property
    def checked(self) -> Checked:
        """The result as shown to the learner."""
        return Checked(self.check.says, not self.seen, self.seen, self.picture)


def asks_for(checks: Sequence[Check]) -> tuple[Ask, ...]:
    """Return the expressions that the worker must evaluate for some checks, in order."""
    return tuple(ask for check in checks for ask in _asks(check))


def _asks(check: Check) -> Iterator[Ask]:
    """Yield an expression for each test case of a check, or the check's own expression."""
    if check.cases:
        yield from (Ask(case.code) for case in check.cases)
    elif check.prints:
        yield Ask(check.condition.left, "printed")
    else:
        has_value = check.condition.expected is not None
        yield Ask(check.condition.left, "value" if has_value else "goal")


def check_results(checks: Sequence[Check], answers: Sequence[Answered]) -> list[CheckResult]:
    """Return the result of each check.

    Args:
        checks: the checks.
        answers: the answers to the requests from `asks_for`; fewer if the program did not finish.
    """
    rest = iter(answers)
    results: list[CheckResult] = []
    for check in checks:
        own = [answer for _, answer in zip(_asks(check), rest, strict=False)]
        if own:
            results.append(_result(check, own))
    return results


def passes_all(checks: Sequence[Check], limits: Limits, code: str, outcome: Outcome) -> bool:
    """Return whether a program runs without an error, passes all checks and respects the limits."""
    if outcome.failure or any(result.seen for result in check_results(checks, outcome.answers)):
        return False
    return all(result.holds for result in limit_results(limits, code))


def _result(check: Check, answers: Sequence[Answered]) -> CheckResult:
    if not check.cases:
        (answer,) = answers
        return CheckResult(check, answer, *_difference(check, answer))
    for case, answer in zip(check.cases, answers, strict=True):
        if not is_expected(answer, case.expected, check.tolerance):
            return case_result(check, case, answer)
    return CheckResult(check, answers[0])


def case_result(check: Check, case: Case, answer: Answered) -> CheckResult:
    """Return the result of a check that failed on `case`, where the code returned `answer`."""
    seen, drawing = _case_difference(check, case, answer)
    return CheckResult(check, answer, seen, drawing, case)


def is_expected(answer: Answered, expected: Value, tolerance: float) -> bool:
    """Return whether an answer is a value that equals the expected one."""
    return isinstance(answer, Value) and same(answer, expected, tolerance)


def _case_difference(check: Check, case: Case, answer: Answered) -> tuple[str, str]:
    """Return the reason a test case fails, and a picture of its values."""
    inputs = list(case.inputs)
    if isinstance(answer, Raised):
        return f"with {case.given}: {answer.located_sentence}", picture(inputs)
    assert isinstance(answer, Value)
    parts = [*inputs, (EXPECTED, case.expected), (ACTUAL, answer)]
    left = check.condition.left
    return f"with {case.given}, {left} is {_contrast(answer, case.expected)}", picture(parts)


def _difference(check: Check, answer: Answered) -> tuple[str, str]:
    """Return the reason a check fails, and a picture of the actual and the expected value.

    Both are empty strings if the check passes.
    """
    expected = check.condition.expected
    if isinstance(answer, Raised):
        return answer.located_sentence, ""
    if isinstance(answer, Value) and expected is not None:
        if check.prints:
            return _printed_difference(check, str(answer.data), str(expected.data))
        if same(answer, expected, check.tolerance):
            return "", ""
        parts = [(EXPECTED, expected), (ACTUAL, answer)]
        drawing = picture(parts) if "tensor" in (expected.tag, answer.tag) else ""
        return f"{check.condition.left} is {_contrast(answer, expected)}", drawing
    assert isinstance(answer, Goal)
    if answer.holds:
        return "", ""
    return answer.sentence or f"{check.condition.code} is not true", ""


def _printed_difference(check: Check, actual: str, expected: str) -> tuple[str, str]:
    """Return a description of how the output differs, and the statements that print it.

    Both are empty strings if the output is as expected.
    """
    if same_output(actual, expected, check.tolerance):
        return "", ""
    difference = output_difference(actual, expected, check.tolerance)
    return difference, shown_statements(check.condition.left)


def _contrast(value: Value, expected: Value) -> str:
    """Return a text that contrasts the actual value with the expected one.

    If the values look the same or have several lines, the text names their types instead. For
    tensors of different shapes or dtypes, it names these.
    """
    types = f"of type {value.tag}, not {expected.tag}"
    if value.tag == expected.tag == "tensor":
        for field in ("shape", "dtype"):
            if value.data[field] != expected.data[field]:
                return f"of {field} {_plain(value, field)}, not {_plain(expected, field)}"
    if value.text == expected.text:
        return types
    if "\n" in value.text + expected.text:
        return f"a different {expected.tag}" if value.tag == expected.tag else types
    return f"{value.text}, not {expected.text}"


def _plain(tensor: Value, field: str) -> str:
    content = tensor.data[field]
    return str(tuple(content)) if field == "shape" else str(content)
