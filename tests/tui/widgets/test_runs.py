"""Tests that the outcome of a run is never cut off, however narrow the window is."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import CARD, CHOOSE, TORCH, Desk
from tests.tui.story import Story, tell
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.folded import fold
from torchquiz.tui.widgets.run import RealRun

CODE = "nn.Conv2d(3, 6, kernel_size=5, padding=2, dilation=1, stride=4)"
VALUE = "torch.Size([1, 6, 28, 28]) and tensor([0.25, 0.5, 0.75, 1.0])"
SIZES = [(80, 24), (40, 20)]


def joined(text: str) -> str:
    """Return text without the spaces and bars that may appear where it is wrapped."""
    return "".join(text.replace("│", "").split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("variant", [CHOOSE, CARD], ids=["question", "card"])
def test_a_run_is_shown_in_full_with_its_version_below_it(
    variant: Variant, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = replace(variant, run=Run(CODE, "y.shape", VALUE, "", "", 4.2))
    name = "turn-the-card" if variant is CARD else "shape-without-padding"
    kind, level, _ = proven.VARIANTS[name]
    monkeypatch.setitem(proven.VARIANTS, name, (kind, level, wide))

    async def story(learner: Story) -> None:
        key = "enter" if variant is CARD else learner.letter_of("(1, 6, 28, 28)")
        await learner.press(key)
        view = learner.app.screen.query_one(RealRun)
        text = "\n".join(line.plain for line in view.folded(view.content_size.width))
        assert max(map(len, text.split("\n"))) <= view.content_size.width
        assert joined(CODE) + "y.shape→" + joined(VALUE) in joined(text)
        assert text.endswith("\nPyTorch 2.13.0, 4 ms")
        assert view.content_size.height == len(text.split("\n"))

    tell(Desk(tmp_path, name).app(take="conv-sizes"), story, size)


def test_a_short_run_keeps_its_version_beside_it() -> None:
    view = RealRun(Run("", "y.shape", "(1, 6, 28, 28)", "", "", 4.2), TORCH)
    (line,) = view.folded(60)
    assert line.plain == f"{'y.shape  → (1, 6, 28, 28)':<40}PyTorch 2.13.0, 4 ms"


def test_an_error_is_wrapped_like_the_sentence_it_is() -> None:
    sentence = "RuntimeError: shapes cannot be multiplied (line 2)"
    view = RealRun(Run("", "", "", "", sentence, 4.2), "")
    assert [line.plain for line in view.folded(30)] == [
        "→ RuntimeError: shapes",
        "  cannot be multiplied (line",
        "  2)",
    ]


def test_a_long_word_is_broken_rather_than_cut() -> None:
    lines = [line.plain for line in fold("x" * 25, 10, 2)]
    assert lines == ["xxxxxxxx", "  xxxxxxxx", "  xxxxxxxx", "  x"]


def test_the_values_of_a_demo_are_folded_and_its_time_can_be_left_out() -> None:
    demo = Demo("y", (Shown("y.shape", VALUE),), "printed\n", 13.0)
    lines = [line.plain for line in DemoView(demo, TORCH).outcome.folded(34)]
    assert max(map(len, lines)) <= 34
    assert joined(VALUE) in joined("".join(lines))
    assert lines[0] == "printed" and lines[-1] == "PyTorch 2.13.0, 13 ms"
    untimed = DemoView(demo, TORCH, is_timed=False).outcome
    assert untimed.folded(34)[-1].plain == "PyTorch 2.13.0"
