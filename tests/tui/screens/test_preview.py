"""The preview shows an item as learners see it, with all variants and explanations."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.tui.proven import CHOOSE, FILL, ORDER, TABLE, TYPED
from torchquiz.engine.models.answers import Check, Condition, Program, Reveal, Write
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.tui.app.preview import PreviewApp
from torchquiz.tui.cli import main
from torchquiz.tui.commandline import preview as command
from torchquiz.tui.plain.preview import preview
from torchquiz.tui.widgets.keys import Keys
from torchquiz.tui.words.preview import explanation_texts, question_texts

OTHER = replace(CHOOSE, name="kernel=3", stem="What is `y.shape` with a smaller kernel?")
ITEM = Item("conv", "shape", "predict", "medium", (replace(CHOOSE, name="kernel=5"), OTHER))
WRITE = replace(
    CHOOSE,
    answer=Write(
        "def f(x):\n    return x",
        "def f(x):\n    return 2 * x",
        Program("", "____", "True", {}),
        (Check("It doubles.", Condition("f(1)", "f(1)", None)),),
    ),
)
CARD = replace(CHOOSE, answer=Reveal("The back of it."))


def preview_text(variant: Variant) -> str:
    return "\n".join(part.text for part in explanation_texts(variant))


@pytest.mark.parametrize("variant", [CHOOSE, TYPED, FILL, TABLE, ORDER, WRITE, CARD])
def test_hints_solution_check_and_setup_are_shown_for_every_form(variant: Variant) -> None:
    folded = "\n".join(part.text for part in question_texts(variant))
    assert variant.stem in folded and not any(hint in folded for hint in variant.hints)
    for text in (*variant.hints, *variant.solution, variant.check, variant.setup.strip()):
        assert text in preview_text(variant)


def test_every_option_shows_its_verdict_reason_misconception_and_run() -> None:
    text = preview_text(CHOOSE)
    assert "✔ A is right: (1, 6, 28, 28)" in text and "✘ B is wrong: (1, 6, 32, 32)" in text
    assert "Nothing is added at the border unless `padding` says so." in text
    assert "Belief (padding-is-automatic): “A convolution pads automatically" in text
    assert "nn.Conv2d(3, 6, kernel_size=5, padding=2)\n→ (1, 6, 32, 32)" in text


def test_typed_answers_are_shown_with_expected_mistakes() -> None:
    assert "✔ Filled" in preview_text(TABLE) and "____" in "\n".join(
        part.text for part in question_texts(TABLE)
    )
    assert "✔ A B C D" in preview_text(ORDER)
    assert "    return 2 * x" in preview_text(WRITE) and "• It doubles." in "\n".join(
        part.text for part in question_texts(WRITE)
    )
    assert "The back of it." in preview_text(CARD)


def test_the_plain_preview_prints_all_variants_with_explanations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    preview(ITEM)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "conv/shape, predict, medium"
    assert "Variant 1 of 2: kernel=5" in lines and "Variant 2 of 2: kernel=3" in lines
    assert lines.count("✘ B is wrong: (1, 6, 32, 32)") == 2


# On the screen


def tell(
    item: Item,
    story: Callable[[PreviewApp, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
) -> None:
    async def learner() -> None:
        app = PreviewApp(item)
        async with app.run_test(size=size) as pilot:
            await story(app, pilot)

    asyncio.run(learner())


def glass(app: PreviewApp) -> str:
    return "\n".join(
        "".join(segment.text for segment in strip).rstrip()
        for strip in app.screen._compositor.render_strips()
    )


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (120, 40)])
def test_the_arrow_keys_cycle_through_the_variants(size: tuple[int, int]) -> None:
    async def story(app: PreviewApp, pilot: Pilot[None]) -> None:
        assert "1 of 2" in glass(app)
        await pilot.press("right")
        assert "2 of 2" in glass(app) and "smaller" in glass(app)
        await pilot.press("right")
        assert "1 of 2" in glass(app) and "smaller" not in glass(app)
        await pilot.press("left")
        assert "2 of 2" in glass(app)

    tell(ITEM, story, size)


def test_o_shows_the_explanations_and_hides_them_again() -> None:
    async def story(app: PreviewApp, pilot: Pilot[None]) -> None:
        assert "is wrong" not in glass(app)
        await pilot.press("o")
        await pilot.pause()
        assert "✘ B is wrong" in glass(app)
        await pilot.press("right")
        assert len(app.screen.query(".title")) > 4
        await pilot.press("o")
        assert len(app.screen.query(".title")) == 0

    tell(ITEM, story)


def test_the_footer_shows_only_commands_that_do_something() -> None:
    async def many(app: PreviewApp, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert (
            str(app.screen.query_one(Keys).render())
            == "← previous   → next variant   o unfold   q quit"
        )

    async def story(app: PreviewApp, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert str(app.screen.query_one(Keys).render()) == "o unfold   q quit"

    tell(ITEM, many)
    tell(replace(ITEM, variants=ITEM.variants[:1]), story)


def test_the_preview_stores_nothing(home: Path) -> None:
    async def story(app: PreviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running

    tell(ITEM, story)
    assert not (home / "progress.db").exists()


def test_a_pipe_gets_the_preview_in_plain_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_proven_item", lambda name, banks: ITEM)
    assert main(["preview", "shape"]) == 0
    assert "with a smaller kernel?" in capsys.readouterr().out
