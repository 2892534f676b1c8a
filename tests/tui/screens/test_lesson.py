"""The lesson screen lists the activities."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.screens.test_home import FakeProof
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell
from torchquiz.engine.models.beginning import Beginning


def studied(home: Path) -> Shelf:
    shelf = Shelf(home)
    shelf.has_studied()
    return shelf


def test_each_way_shows_its_duration_and_the_progress(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        learner.sees(
            "1  Start",
            "2 min   ✔ done",
            "open: step 3",
            "6  Practice",
            "1 of 4 right",
            "0  Metrics",
            "Review",
        )
        learner.sees("Do Autograd first.")
        learner.sees("Hardest for you so far", "A convolution pads automatically", "1 time")

    tell(studied(tmp_path).app(), story)


def test_a_wide_window_shows_the_activities_beside_the_description(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        start = next(line for line in learner.lines if "1  Start" in line)
        assert start.split("✔ done")[1].strip().startswith("How kernel")
        await learner.resize(80, 24)
        start = next(line for line in learner.lines if "1  Start" in line)
        assert start.rstrip().endswith("✔ done")
        assert learner.text.index("How kernel") < learner.text.index("1  Start")
        assert learner.text.count("Hardest for you") == 1
        await learner.resize(120, 40)
        assert learner.text.index("1  Start") < learner.text.index("How kernel")
        assert learner.text.count("Hardest for you") == 1
        await learner.press("down", "enter")
        learner.sees("trace")

    tell(studied(tmp_path).app(), story, size=(120, 40))


def test_only_the_ways_of_the_lesson_are_listed(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        learner.sees("1  Trace", "2  Practice")
        learner.misses("Start", "Test", "Review", "Missed", "Hardest")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_with_enough_items_has_a_test_and_keeps_its_verdict(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1)
    store = shelf.store()
    store.finish("lesson-0", "test", shelf.now, {"verdict": "strong", "p": 0.874})
    store.close()

    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        learner.sees("2  Test", "10 min   ✔ strong, 87 %")

    tell(shelf.app(), story)


def test_a_lesson_of_ten_choice_items_offers_no_test(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        learner.sees("1  Practice")
        learner.misses("Test")

    tell(Shelf(tmp_path, others=1, form="choose").app(), story)


def test_the_cursor_moves_from_a_finished_way_to_the_next_one(tmp_path: Path) -> None:
    shelf = studied(tmp_path)
    app = shelf.app()

    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        learner.sees("▸ 3  Learn")
        await learner.press("question_mark")
        app.study.store.finish("conv-sizes", "learn", shelf.now)
        await learner.press("escape")
        learner.sees("3  Learn", "▸ 4  Trace")

    tell(app, story)


def test_a_digit_opens_a_way_and_a_letter_moves_to_the_next_way_with_that_initial(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "down", "enter")
        await learner.press("p")
        learner.sees("▸ 6  Practice")
        await learner.press("p")
        learner.sees("▸ 9  Project")
        await learner.press("p", "6")
        learner.sees("1 of 4   easy")

    tell(studied(tmp_path).app(), story)


def test_a_click_opens_a_way(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        await learner.click("Practice")
        learner.sees("1 of 4   easy")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_whose_file_changes_is_closed_and_proven_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    app = desk.app()
    asked: list[list[Path]] = []

    def prove(paths: list[Path], begins_with: Beginning | None = None, jobs: int = 2) -> FakeProof:
        asked.append(paths)
        return FakeProof()

    app.study.catalogue.prove = prove  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        await learner.press("enter")
        desk.path.write_text("lesson: conv-sizes\n# changed\n")
        await learner.press("escape")
        learner.sees("checking the first", "The file for nn.Conv2d layers has")
        assert asked == [[desk.path]]

    tell(app, story)
