"""The lesson of the guide on the screens as it was proven, with the real worker."""

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
    """The lesson, proven once."""
    with Pool(1) as pool, lines_in(tmp_path_factory.mktemp("lines"), pool) as lines:
        yield lines


@pytest.fixture
def app(lines: Lines, tmp_path: Path) -> Iterator[TorchquizApp]:
    """A new app of a learner who has done nothing yet."""
    with (
        closing(Store(tmp_path / "progress.db")) as store,
        closing(Proofs(lines.proofs.path)) as proofs,
    ):
        yield TorchquizApp([lines.path], store, proofs)


async def opened(told: Story, way: WayName) -> None:
    """Open a way of the lesson."""
    told.app.post_message(OpenWay("lines", way))
    await told.settle()


def done(told: Story) -> list[str]:
    """The ways that were gone through."""
    return [one.way for one in told.app.study.store.finished("lines")]


def test_from_start_through_why_to_learn_and_its_stored_attempts(app: TorchquizApp) -> None:
    async def story(told: Story) -> None:
        await opened(told, "start")
        told.sees("A convolution slides small filters", "image.shape")
        await told.press("enter")
        told.sees("lines apart   why", "1 of 2")
        await told.press("enter")
        told.sees("× fewer")
        await told.press("enter")
        told.sees("learn", "1 of 3", "An image is a tensor", "image.shape → (1, 1, 8, 8)")
        await told.press("right", "right", "enter")
        await told.type("1")
        await told.press("enter")
        told.sees("✔ Right.", "Next  trace")
        await told.press("enter")
        assert done(told) == ["start", "why", "learn"]
        assert [(one.item, one.verdict) for one in told.app.study.store.of_lesson("lines")] == [
            ("keep-the-size", "right")
        ]

    tell(app, story, size=(80, 40))


def test_a_number_changed_a_model_trained_and_its_predictions_followed(app: TorchquizApp) -> None:
    async def story(told: Story) -> None:
        await opened(told, "trace")
        await told.press("down", "e", "right", "9", "enter")
        told.sees("16 × 9 × 6 × 6", "16 × 324", "✘ cannot run")
        await told.press("down", "down", "e", "3", "2", "4", "enter")
        told.misses("✘ cannot run")
        await told.press("t", "enter")
        told.sees("Trained in", "it matches the recorded run in every epoch.")
        await told.press("p", "down")
        told.sees("with probability", "ReLU", "channel")
        await told.press("q")
        told.sees("quiz")
        assert done(told) == ["trace"]

    tell(app, story, size=(100, 40))
