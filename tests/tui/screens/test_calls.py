"""Learners unfold the calls of a model, change its input, and see shapes after answering."""

from pathlib import Path

import pytest

from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from tests.tui.traced_net import trace_of_net
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.app.app import TorchquizApp

pytest_plugins = ["tests.engine.fixtures"]
LARGE = (100, 40)


@pytest.fixture
def desk(tmp_path: Path, pool: Pool) -> StudyDesk:
    desk = StudyDesk(tmp_path)
    desk.keep("trace", trace_of_net(pool))
    return desk


@pytest.fixture
def app(desk: StudyDesk, pool: Pool) -> TorchquizApp:
    app = desk.app()
    app.study.runner.run = pool.run  # type: ignore[method-assign]
    return app


def test_nested_modules_are_folded_and_unfold(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        learner.sees("1 of 11", "▸   Net", "+ features", "fc1", "2×16", "8,208 parameters")
        learner.misses("MaxPool2d")
        await learner.press("down", "space")
        learner.sees("- features", "Conv2d", "MaxPool2d")
        await learner.press("down", "down")
        learner.sees("features.1", "BatchNorm2d(8", "net.py:18")
        await learner.press("up", "up", "space")
        learner.sees("+ features")
        learner.misses("MaxPool2d")

    tell(app, story, LARGE)


def test_a_shape_is_hidden_until_its_question_is_answered(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "space", "down")
        learner.sees("What does this call return?", "Press q")
        learner.misses("2×8×16×16", "Eight filters.")
        await learner.press("q")
        learner.sees("What is y.shape?")
        await learner.press("a", "enter")
        await learner.open("trace")
        await learner.press("down", "space", "down")
        learner.sees("2×8×16×16", "Eight filters.", "224 parameters")

    tell(app, story, LARGE)


def test_all_shapes_can_be_shown_without_an_answer(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        assert "shapes" in learner.footer
        await learner.press("s", "down", "space")
        learner.sees("2×8×16×16")
        assert "shapes" not in learner.footer

    tell(app, story)


def test_another_input_runs_the_model_again_and_0_restores_it(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("s", "e", "5", "enter")
        learner.sees("Net()(torch.rand(5, 3, 16, 16))", "5×4", "Now 5×4", "it was 2×4")
        await learner.press("0")
        learner.sees("Net()(torch.rand(2, 3, 16, 16))", "Key insight")
        learner.misses("5×4")

    tell(app, story, LARGE)


def test_the_call_that_breaks_is_marked_with_the_message_of_pytorch(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("e", "right", "right", "8", "enter")
        learner.sees("✘ fails", "mat1 and mat2 shapes cannot be multiplied", "(net.py:20)")
        assert sum("✘ fails" in line for line in learner.lines) == 3
        assert sum("– not reached" in line for line in learner.lines) == 3

    tell(app, story, LARGE)


def test_a_worker_that_cannot_start_is_reported(desk: StudyDesk) -> None:
    desk.runner.is_broken = True

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("e", "5", "enter")
        learner.sees("The worker cannot start.")
        await learner.press("0")
        learner.sees("fc1")

    tell(desk.app(), story, LARGE)


def test_the_trace_fits_a_small_window(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        learner.sees("+ features", "8,516 parameters", "Net()(torch.rand(2, 3, 16, 16))")

    tell(app, story)
