"""The plain front end prints the calls of a model and lets the learner change its input."""

import io
from collections.abc import Callable

import pytest

from tests.tui.traced_net import trace_of_net
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.tui.plain.calls import CallChanges
from torchquiz.tui.plain.dialogue import Dialogue

pytest_plugins = ["tests.engine.fixtures"]


class SharedRunner(SnippetRunner):
    """A runner that uses the worker shared by all tests."""

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self._pool = pool


@pytest.fixture
def typed(pool: Pool) -> Callable[..., str]:
    """Return a function that types lines and returns the output."""
    trace = trace_of_net(pool)
    assert trace.flow is not None
    flow = trace.flow

    def run(*lines: str, answered: frozenset[str] = frozenset()) -> str:
        out = io.StringIO()
        calls = CallChanges(trace, flow, answered, SharedRunner(pool), Dialogue(None, out))
        calls.say()
        for line in lines:
            calls.take(line)
        return out.getvalue() + calls.prompt

    return run


def test_every_call_is_printed_with_its_shape_and_parameters(typed: Callable[..., str]) -> None:
    shown = typed(answered=frozenset({"shape-without-padding"}))
    rows = [line.split() for line in shown.splitlines()]
    assert ["features.0", "2×8×16×16", "224", "parameters"] in rows
    assert "· flatten" in shown and "a=2, b=3, c=16, d=16" in shown


def test_a_shape_that_a_question_asks_for_is_hidden_until_it_is_wanted(
    typed: Callable[..., str],
) -> None:
    shown = typed()
    assert (
        "2×8×16×16" not in shown and "Each shape shown as ? is the answer to a question." in shown
    )
    assert "2×8×16×16" in typed("shapes")


def test_a_changed_input_shows_the_new_shapes(typed: Callable[..., str]) -> None:
    assert "5×4" in typed("a=5")
    assert "fails" in typed("c=8") and "mat1 and mat2" in typed("c=8")
    assert "0 for the lesson's original numbers" in typed("a=5")
    assert "original numbers" not in typed("a=5", "0")


@pytest.mark.parametrize("line", ["z=3", "a", "a=b", "=3"])
def test_a_change_that_cannot_be_made_is_one_sentence(typed: Callable[..., str], line: str) -> None:
    shown = typed(line)
    assert "is not a" in shown and "Running it" not in shown
