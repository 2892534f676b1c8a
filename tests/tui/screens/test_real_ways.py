"""The screens show the guide's lesson, which the real worker has proven and runs."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.lines import Lines, lines_in
from tests.tui.story import Story, tell
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.messages import OpenWay


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    """Prove the lesson once for all tests."""
    with Pool(1) as pool, lines_in(tmp_path_factory.mktemp("lines"), pool) as lines:
        yield lines


@pytest.fixture
def app(lines: Lines, tmp_path: Path) -> Iterator[TorchquizApp]:
    """Return the app of a learner without progress."""
    with (
        closing(Store(tmp_path / "progress.db")) as store,
        closing(Proofs(lines.proofs.path)) as proofs,
    ):
        yield TorchquizApp([lines.path], store, proofs)


async def opened(learner: Story, way: WayName) -> None:
    """Open an activity of the lesson."""
    learner.app.post_message(OpenWay("lines", way))
    await learner.settle()


def done(learner: Story) -> list[str]:
    """Return the finished activities."""
    return [entry.way for entry in learner.app.study.store.finished("lines")]


def test_a_learner_goes_from_start_to_learn_and_answers_are_stored(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await opened(learner, "start")
        learner.sees("A convolution slides small filters", "image.shape")
        await learner.press("enter")
        learner.sees("lines apart   why", "1 of 2")
        await learner.press("enter")
        learner.sees("× fewer")
        await learner.press("enter")
        learner.sees("learn", "1 of 3", "An image is a tensor", "image.shape → (1, 1, 8, 8)")
        await learner.press("right", "right", "enter")
        await learner.type("1")
        await learner.press("enter")
        learner.sees("✔ Right.", "Next  trace")
        await learner.press("enter")
        assert done(learner) == ["start", "why", "learn"]
        assert [
            (attempt.item, attempt.verdict)
            for attempt in learner.app.study.store.of_lesson("lines")
        ] == [("keep-the-size", "right")]

    tell(app, story, size=(80, 40))


def test_a_learner_changes_a_number_trains_and_follows_a_prediction(app: TorchquizApp) -> None:
    async def story(learner: Story) -> None:
        await opened(learner, "trace")
        await learner.press("down", "e", "right", "9", "enter")
        learner.sees("16 × 9 × 6 × 6", "16 × 324", "✘ cannot run")
        await learner.press("down", "down", "e", "3", "2", "4", "enter")
        learner.misses("✘ cannot run")
        await learner.press("t", "enter")
        learner.sees("Trained in", "it matches the recorded run in every epoch.")
        await learner.press("p", "down")
        learner.sees("with probability", "ReLU", "channel")
        await learner.press("q")
        learner.sees("quiz")
        assert done(learner) == ["trace"]

    tell(app, story, size=(100, 40))
