"""A lesson's list of what can be done in it."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.screens.test_home import FakeProof
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell


def studied(home: Path) -> Shelf:
    shelf = Shelf(home)
    shelf.has_studied()
    return shelf


def test_each_way_says_how_long_it_takes_and_how_far_one_is(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "down", "enter")
        told.sees(
            "1  Start",
            "2 min   ✔ done",
            "open: step 3",
            "6  Practice",
            "1 of 4 right",
            "0  Metrics",
            "Review",
        )
        told.sees("Best taken after Autograd.")
        told.sees("Hardest for you so far", "A convolution pads by itself", "1 time")

    tell(studied(tmp_path).app(), story)


def test_only_what_the_lesson_has_is_listed(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "enter")
        told.sees("1  Trace", "2  Practice")
        told.misses("Start", "Test", "Review", "Missed", "Hardest")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_with_enough_items_can_be_tested_and_its_verdict_stays(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1)
    store = shelf.store()
    store.finish("lesson-0", "test", shelf.now, {"verdict": "strong", "p": 0.874})
    store.close()

    async def story(told: Story) -> None:
        await told.press("down", "down", "enter")
        told.sees("2  Test", "10 min   ✔ strong, 87 %")

    tell(shelf.app(), story)


def test_a_lesson_of_ten_choice_items_offers_no_test(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "down", "enter")
        told.sees("1  Practice")
        told.misses("Test")

    tell(Shelf(tmp_path, others=1, form="choose").app(), story)


def test_the_cursor_leaves_what_was_gone_through_for_what_comes_next(tmp_path: Path) -> None:
    shelf = studied(tmp_path)
    app = shelf.app()

    async def story(told: Story) -> None:
        await told.press("down", "down", "enter")
        told.sees("▸ 3  Learn")
        await told.press("question_mark")
        app.study.store.finish("conv-sizes", "learn", shelf.now)
        await told.press("escape")
        told.sees("3  Learn", "▸ 4  Trace")

    tell(app, story)


def test_a_digit_opens_a_way_and_a_letter_goes_to_the_next_that_begins_with_it(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "down", "enter")
        await told.press("p")
        told.sees("▸ 6  Practice")
        await told.press("p")
        told.sees("▸ 9  Project")
        await told.press("p", "6")
        told.sees("1 of 4   easy")

    tell(studied(tmp_path).app(), story)


def test_a_click_opens_a_way(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "enter")
        await told.click("Practice")
        told.sees("1 of 4   easy")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_whose_file_was_changed_meanwhile_is_left_and_proven_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    app = desk.app()
    asked: list[list[Path]] = []

    def prove(paths: list[Path], jobs: int = 2) -> FakeProof:
        asked.append(paths)
        return FakeProof()

    app.study.catalogue.prove = prove  # type: ignore[method-assign]

    async def story(told: Story) -> None:
        await told.press("down", "enter")
        await told.press("enter")
        desk.path.write_text("lesson: conv-sizes\n# changed\n")
        await told.press("escape")
        told.sees("being proven", "The file of nn.Conv2d layers was")
        assert asked == [[desk.path]]

    tell(app, story)
