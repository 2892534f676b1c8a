"""Learners change numbers in a data flow, and the real worker runs every stage again."""

from dataclasses import replace as replaced
from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import STAGES
from tests.tui.story import Story, tell
from tests.tui.studied import FLOW, StudyDesk
from torchquiz.engine.models.ways import Figure
from torchquiz.engine.traces.changed_flow import ChangedFlow
from torchquiz.engine.traces.flow import Flow, StageRun


def ran(*after: tuple[int, ...], failure: str = "") -> Flow:
    """Return a flow that ended at some stage."""
    before = ((), *after)
    return Flow(
        tuple(
            StageRun(old, new, 0, 4, 0.1, (), ()) for old, new in zip(before, after, strict=False)
        ),
        failure,
    )


def test_changing_a_number_runs_every_later_stage_again(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "e", "right", "8", "enter")
        learner.sees(
            "▸* 2  conv 3→16, 3×3",
            "1000 × 8 × 32 × 32",
            "1000 × 8 × 16 × 16",
            "1000 × 2048",
            "nn.Conv2d(3, 8, 3, padding=1)",
        )
        learner.sees(
            "Now 1000 × 8 × 32 × 32, 224 parameters; in the lesson, it was 1000 × 16 × 32 × 32, 448"
        )
        learner.misses("Each of 16 filters")

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_a_stage_that_fails_shows_the_pytorch_error_and_earlier_stages_stay(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "e", "right", "8", "enter", "down", "down", "down")
        learner.sees(
            "1000 × 8 × 32 × 32",
            "✘ cannot run",
            "RuntimeError: mat1 and mat2 shapes cannot be multiplied",
        )

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_the_0_key_restores_the_numbers_of_the_lesson(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        assert "restore" not in learner.footer
        await learner.press("down", "e", "right", "8", "enter")
        assert "restore" in learner.footer
        await learner.press("0")
        learner.sees("1000 × 16 × 32 × 32", "Each of 16 filters")
        assert "restore" not in learner.footer

    tell(StudyDesk(tmp_path).at_work(), story)


def test_the_key_insight_is_hidden_while_numbers_are_changed(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "e", "right", "8", "enter", "down", "down", "down")
        learner.misses("Key insight")
        await learner.press("0")
        learner.sees("Key insight")

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_escape_leaves_the_numbers_as_they_were(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "e", "9", "backspace", "5")
        learner.sees("nn.Conv2d(5, 16")
        assert "quiz" not in learner.footer
        await learner.press("escape")
        learner.sees("trace: data flow", "nn.Conv2d(3, 16")

    tell(StudyDesk(tmp_path).app(), story)


def test_text_that_is_not_a_number_is_reported_and_stays_to_be_corrected(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "e", "minus", "minus", "enter")
        learner.sees("“--” is not a number")
        await learner.press("backspace", "2", "enter")
        learner.sees("nn.Conv2d(-2, 16")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_stage_without_numbers_has_nothing_to_change(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "down", "down")
        assert "e change" not in learner.footer

    tell(StudyDesk(tmp_path).app(), story)


def test_a_worker_that_cannot_start_is_reported_in_the_stages(tmp_path: Path) -> None:
    learner = StudyDesk(tmp_path)
    learner.runner.is_broken = True

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("e", "9", "enter")
        learner.sees("The worker cannot start.")

    tell(learner.app(), story)


def test_stages_that_were_not_reached_name_the_stage_that_failed() -> None:
    flow = (
        ChangedFlow(FLOW)
        .with_code(1, "nn.Conv2d(4, 16, 3)")
        .having(ran((1000, 3, 32, 32), failure="RuntimeError: no"))
    )
    assert [flow.has_run(place) for place in range(3)] == [True, False, False]
    failures = ["", "RuntimeError: no", "The data does not get this far, because stage 2 fails."]
    assert [flow.failure_at(place) for place in range(3)] == failures
    assert (flow.stage(0).after, flow.stage(1).code) == ((1000, 3, 32, 32), "nn.Conv2d(4, 16, 3)")


def test_stages_with_unchanged_output_keep_their_explanation() -> None:
    flow = (
        ChangedFlow(STAGES)
        .with_code(1, "nn.Conv2d(3, 16, 5, padding=2)")
        .having(ran(*(stage.after for stage in STAGES)))
    )
    assert flow.means(2) == STAGES[2].means
    assert (
        flow.means(1)
        == "Now 1000 × 16 × 32 × 32; in the lesson, it was 1000 × 16 × 32 × 32, 448 parameters."
    )
    pooled = (
        ChangedFlow(STAGES)
        .with_code(2, "nn.AvgPool2d(2)")
        .having(ran(*(stage.after for stage in STAGES)))
    )
    assert pooled.means(2) == "Still 1000 × 16 × 16 × 16, as in the lesson."


def test_an_explanation_is_shown_only_if_its_figures_are_unchanged() -> None:
    own = [*STAGES[:2], replace(STAGES[2], figures=(Figure("x.max()", ".2f", "3.14"),))]
    shapes = [stage.after for stage in own]
    flow = ChangedFlow(own).with_code(1, "nn.Conv2d(3, 16, 3, padding=1, bias=False)")
    kept, lost = (
        Flow((*found.stages[:2], replaced(found.stages[2], figures=figures)))
        for found, figures in ((ran(*shapes), ("3.14",)), (ran(*shapes), ("2.72",)))
    )
    assert flow.having(kept).means(2) == STAGES[2].means
    assert flow.having(lost).means(2) == "Still 1000 × 16 × 16 × 16, as in the lesson."
