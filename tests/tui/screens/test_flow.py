"""Changing numbers of a data flow: the real worker runs every stage again."""

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
    """A flow that came so far."""
    before = ((), *after)
    return Flow(
        tuple(
            StageRun(one, two, 0, 4, 0.1, (), ()) for one, two in zip(before, after, strict=False)
        ),
        failure,
    )


def test_a_changed_number_runs_every_stage_below_again(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "e", "right", "8", "enter")
        told.sees(
            "▸* 2  conv 3→16, 3×3",
            "1000 × 8 × 32 × 32",
            "1000 × 8 × 16 × 16",
            "1000 × 2048",
            "nn.Conv2d(3, 8, 3, padding=1)",
        )
        told.sees(
            "Now 1000 × 8 × 32 × 32, 224 parameters; in the lesson 1000 × 16 × 32 × 32, 448"
            " parameters."
        )
        told.misses("Each of 16 filters")

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_a_stage_that_cannot_run_says_what_pytorch_says_and_those_above_stay(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "e", "right", "8", "enter", "down", "down", "down")
        told.sees(
            "1000 × 8 × 32 × 32",
            "✘ cannot run",
            "RuntimeError: mat1 and mat2 shapes cannot be multiplied",
        )

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_zero_brings_the_lessons_own_numbers_back(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        assert "restore" not in told.footer
        await told.press("down", "e", "right", "8", "enter")
        assert "restore" in told.footer
        await told.press("0")
        told.sees("1000 × 16 × 32 × 32", "Each of 16 filters")
        assert "restore" not in told.footer

    tell(StudyDesk(tmp_path).at_work(), story)


def test_the_insight_is_one_about_the_lessons_own_numbers(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "e", "right", "8", "enter", "down", "down", "down")
        told.misses("Key insight")
        await told.press("0")
        told.sees("Key insight")

    tell(StudyDesk(tmp_path).at_work(), story, size=(100, 40))


def test_escape_leaves_the_numbers_as_they_were(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "e", "9", "backspace", "5")
        told.sees("nn.Conv2d(5, 16")
        assert "quiz" not in told.footer
        await told.press("escape")
        told.sees("trace: data flow", "nn.Conv2d(3, 16")

    tell(StudyDesk(tmp_path).app(), story)


def test_what_is_no_number_is_said_and_stays_to_be_mended(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "e", "minus", "minus", "enter")
        told.sees("“--” is not a number")
        await told.press("backspace", "2", "enter")
        told.sees("nn.Conv2d(-2, 16")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_stage_without_numbers_has_nothing_to_change(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "down", "down")
        assert "e change" not in told.footer

    tell(StudyDesk(tmp_path).app(), story)


def test_a_worker_that_cannot_start_is_told_in_the_stages(tmp_path: Path) -> None:
    learner = StudyDesk(tmp_path)
    learner.runner.is_broken = True

    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("e", "9", "enter")
        told.sees("The worker cannot start.")

    tell(learner.app(), story)


def test_stages_that_were_not_reached_say_which_one_stands_in_the_way() -> None:
    flow = (
        ChangedFlow(FLOW)
        .with_code(1, "nn.Conv2d(4, 16, 3)")
        .having(ran((1000, 3, 32, 32), failure="RuntimeError: no"))
    )
    assert [flow.has_run(place) for place in range(3)] == [True, False, False]
    told = ["", "RuntimeError: no", "The data does not get this far: stage 2 fails."]
    assert [flow.failure_at(place) for place in range(3)] == told
    assert (flow.stage(0).after, flow.stage(1).code) == ((1000, 3, 32, 32), "nn.Conv2d(4, 16, 3)")


def test_stages_that_came_out_as_in_the_lesson_keep_their_meaning() -> None:
    flow = (
        ChangedFlow(STAGES)
        .with_code(1, "nn.Conv2d(3, 16, 5, padding=2)")
        .having(ran(*(stage.after for stage in STAGES)))
    )
    assert flow.means(2) == STAGES[2].means
    assert (
        flow.means(1)
        == "Now 1000 × 16 × 32 × 32; in the lesson 1000 × 16 × 32 × 32, 448 parameters."
    )
    pooled = (
        ChangedFlow(STAGES)
        .with_code(2, "nn.AvgPool2d(2)")
        .having(ran(*(stage.after for stage in STAGES)))
    )
    assert pooled.means(2) == "Still 1000 × 16 × 16 × 16, as in the lesson."


def test_a_text_stands_only_where_its_figures_came_out_as_in_the_lesson() -> None:
    own = [*STAGES[:2], replace(STAGES[2], figures=(Figure("x.max()", ".2f", "3.14"),))]
    shapes = [stage.after for stage in own]
    flow = ChangedFlow(own).with_code(1, "nn.Conv2d(3, 16, 3, padding=1, bias=False)")
    kept, lost = (
        Flow((*found.stages[:2], replaced(found.stages[2], figures=figures)))
        for found, figures in ((ran(*shapes), ("3.14",)), (ran(*shapes), ("2.72",)))
    )
    assert flow.having(kept).means(2) == STAGES[2].means
    assert flow.having(lost).means(2) == "Still 1000 × 16 × 16 × 16, as in the lesson."
