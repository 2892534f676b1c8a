"""Learners start at the home screen, skip questions, and come back."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf, attempt
from tests.tui.story import Story, tell
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.study.background_proof import BackgroundProof, ProofProgress
from torchquiz.tui.messages import ProofNews
from torchquiz.tui.screens.home import HomeScreen


class FakeProof(BackgroundProof):
    """A fake background proof with fixed progress."""

    def __init__(self, *news: ProofProgress) -> None:
        self.news = news
        self.is_stopped = False

    def __iter__(self):  # type: ignore[no-untyped-def]
        """Yield all progress without waiting."""
        return iter(self.news)

    def stop(self) -> None:
        """Record that the proof was stopped."""
        self.is_stopped = True


def answer_all(shelf: Shelf) -> None:
    """Answer every item of the first lesson after the desk's own correctly."""
    store = shelf.store()
    items = [f"item-{number}" for number in range(10)]
    opened = store.begin("lesson-0", "practice", items, 7, shelf.now)
    for item in items:
        store.add(attempt(opened.id, "lesson-0", item, "right", shelf.now))
    store.end(opened.id, shelf.now)
    store.close()


def test_home_suggests_the_next_step_and_enter_takes_it(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.sees(
            "▸ Start nn.Conv2d layers. Follow real numbers through a model.", "0 of 4 right"
        )
        await learner.press("enter")
        learner.sees("1 of 5", "input")

    tell(Desk(tmp_path).app(), story)


def test_home_suggests_the_unfinished_session_even_after_a_kill(tmp_path: Path) -> None:
    async def killed(learner: Story) -> None:
        await learner.press("down", "p")
        await learner.press("a", "enter")
        learner.sees("2 of 4")

    async def story(learner: Story) -> None:
        learner.sees("▸ Continue practising nn.Conv2d layers: 3 questions left.", "open")
        await learner.press("enter")
        learner.sees("2 of 4")

    tell(Desk(tmp_path).app(), killed)
    tell(Desk(tmp_path).app(), story)


def test_enter_opens_a_lesson_and_escape_goes_back_one_level_at_a_time(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter")
        learner.sees("▸ 1  Trace", "2  Practice")
        await learner.press("enter")
        learner.sees("1 of 5")
        await learner.press("escape")
        learner.sees("▸ 1  Trace")
        await learner.press("escape")
        learner.sees("▸ nn.Conv2d layers", "practise PyTorch")

    tell(Desk(tmp_path).app(), story)


def test_the_bar_grows_with_the_right_answers(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.misses("━")
        await learner.press("p")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"), "escape")
        learner.sees("━━━━────────────", "1 of 4 right")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_opens_when_its_proof_is_ready(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    proof = FakeProof(ProofProgress(desk.path, 34, 120))
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: proof  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        learner.sees(
            "conv sizes",
            "checking, 34 of 120 items",
            "Checking every answer by running it on PyTorch",
        )
        assert "open" not in learner.footer
        desk.prove()
        app.post_message(ProofNews(ProofProgress(desk.path, 120, 120, is_finished=True)))
        await learner.settle()
        learner.sees("▸ nn.Conv2d layers", "0 of 4 right", "Start nn.Conv2d layers")
        await learner.press("p")
        learner.sees("1 of 4")

    tell(app, story)
    assert proof.is_stopped


def states_of_lessons(learner: Story) -> list[str]:
    """Return the state of each lesson that cannot be opened."""
    rows = [line.lstrip(" ▸") for line in learner.lines]
    return [row.split("   ")[1] for row in rows if row.startswith("lesson ")]


def test_home_says_which_lesson_is_being_checked_and_which_ones_wait(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 3)
    for path in shelf.paths[1:]:
        path.write_text(f"{path.read_text()}title: Changed\n")
    app = shelf.app()
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        states = ["checking the first questions", "waits to be checked", "waits to be checked"]
        assert states_of_lessons(learner) == states
        await learner.press("end", "enter")
        states = [states[1], states[2], states[0]]
        assert states_of_lessons(learner) == states

    tell(app, story)


def test_nothing_that_is_asked_of_unproven_lessons_goes_unanswered(tmp_path: Path) -> None:
    app = Desk(tmp_path, "unproven").app()
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        await learner.press("slash")
        await learner.type("conv")
        learner.sees("Nothing found. 1 lesson is still being checked.")
        await learner.press("escape", "w", "enter")
        learner.sees("There is nothing to practise here", "1 lesson is still being")

    tell(app, story)


def test_a_lesson_opens_with_its_first_items_and_a_session_gets_the_others(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        desk.open_early("shape-without-padding", "type-the-shape")
        app.post_message(ProofNews(ProofProgress(desk.path, 2, 4, is_open=True)))
        await learner.settle()
        learner.sees(
            "Start nn.Conv2d layers. Practise", "▸ nn.Conv2d layers", "ready, 2 items so far"
        )
        await learner.press("enter")
        learner.sees("the rest is still being checked", "▸ 1  Practice")
        desk.prove()
        app.post_message(ProofNews(ProofProgress(desk.path, 3, 4, is_open=True)))
        await learner.settle()
        learner.misses("still being checked")
        learner.sees("▸ 2  Practice")

    tell(app, story)


def test_a_session_that_began_early_gets_the_items_that_are_proven_meanwhile(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, "unproven")
    desk.open_early("shape-without-padding", "type-the-shape")
    app = desk.app(take="conv-sizes")
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        learner.sees("1 of 2")
        await learner.press("a")
        desk.prove()
        await learner.press("enter")
        learner.sees("2 of 4")
        await learner.press("escape", "enter")
        learner.sees("2 of 4")

    tell(app, story)


def test_a_session_that_began_early_and_was_left_gets_the_other_items_later(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, "unproven")
    desk.open_early("shape-without-padding", "type-the-shape")
    app = desk.app(take="conv-sizes")
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def early(learner: Story) -> None:
        await learner.press("a", "enter")
        learner.sees("2 of 2")

    async def later(learner: Story) -> None:
        await learner.press("escape", "enter", *"(1, 6, 28, 28)", "enter", "enter")
        learner.sees("3 of 4")

    tell(app, early)
    desk.prove()
    tell(desk.app(take="conv-sizes"), later)


def test_a_session_waits_for_its_next_question_while_the_lesson_is_being_proven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchquiz.tui.screens.practice.LOOK_S", 0.05)
    desk = Desk(tmp_path, "unproven")
    desk.open_early("shape-without-padding")
    app = desk.app(take="conv-sizes")
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]
    app.study.prover.is_proving = lambda path: True  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        await learner.press("a", "enter")
        learner.sees("1 of 1", "The next questions are still being")
        await learner.press("enter", "enter")
        learner.sees("1 of 1")
        desk.prove()
        while "2 of 4" not in learner.text:
            await learner.settle()

    tell(app, story)


def test_a_session_is_not_cut_short_while_some_of_its_questions_are_proven_again(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)

    async def begin(learner: Story) -> None:
        await learner.press("down", "p", "a", "enter", "escape")

    tell(desk.app(), begin)
    desk.path.write_text("lesson: conv-sizes # changed")
    desk.open_early("shape-without-padding")
    app = desk.app()
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        await learner.press("enter")
        learner.sees("Some questions of this session are")
        desk.prove()
        app.study.refresh()
        await learner.press("enter")
        learner.sees("2 of 4")

    tell(app, story)


def test_the_lesson_on_the_command_line_opens_as_soon_as_it_is_proven(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app(take="conv-sizes")
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        learner.sees("checking the first questions")
        desk.prove()
        app.post_message(ProofNews(ProofProgress(desk.path, 120, 120, is_finished=True)))
        await learner.settle()
        learner.sees("1 of 4")

    tell(app, story)


def test_a_lesson_with_faults_names_the_command_that_lists_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    faults = tuple(Fault(str(desk.path), line, 1, "not true", "Mend it.") for line in (3, 5, 8))
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof(  # type: ignore[method-assign]
        ProofProgress(desk.path, 120, 120, faults, is_finished=True)
    )

    async def story(learner: Story) -> None:
        learner.sees("3 faults: torchquiz check", "shows them", "No lesson can be opened")
        await learner.press("enter", "p")
        learner.sees("3 faults")

    tell(app, story, size=(160, 24))


def test_home_says_why_no_lesson_can_be_checked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    news = ProofProgress(desk.path, 0, 0, obstacle="PyTorch is broken.", is_finished=True)
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: FakeProof(news)  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        learner.sees("No lesson can be opened. PyTorch is broken.", "cannot be checked")
        await learner.press("enter")
        learner.sees("Not ready yet")

    tell(app, story)


def test_a_damaged_progress_file_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "progress.db").write_bytes(
        b"not a database at all, but long enough to be read as one" * 40
    )

    async def story(learner: Story) -> None:
        learner.sees("The progress file was damaged")

    tell(Desk(tmp_path).app(), story)


def test_q_at_home_and_ctrl_c_anywhere_end_the_app_and_its_worker(tmp_path: Path) -> None:
    async def by_q(learner: Story) -> None:
        await learner.pilot.press("q")
        assert learner.app._exit

    async def by_ctrl_c(learner: Story) -> None:
        await learner.pilot.press("ctrl+c")
        assert learner.app._exit

    for names, take, story in (((), None, by_q), (("type-the-shape",), "conv-sizes", by_ctrl_c)):
        desk = Desk(tmp_path, *names)
        tell(desk.app(take), story)
        assert desk.runner.is_closed


def test_help_shows_every_key_and_closes_again(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("question_mark")
        learner.sees(
            "Take the next step, or open the lesson",
            "Open the next hint",
            "Submit what you typed",
            "ctrl+t",
        )
        here = learner.text.split("On other screens")[0]
        assert "Leave torchquiz" in here
        assert "Open the next hint" not in here
        await learner.press("escape")
        learner.sees("▸ Start nn.Conv2d layers")

    tell(Desk(tmp_path).app(), story, size=(100, 160))


def test_switching_the_theme_keeps_every_word(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        before = learner.text
        await learner.press("ctrl+t")
        assert not learner.app.current_theme.dark
        assert learner.text == before

    tell(Desk(tmp_path).app(), story)


def test_a_window_that_is_too_small_shows_a_message_until_it_is_enlarged(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("(1, 6")
        await learner.resize(38, 14)
        learner.sees("This window is smaller than 40", "--plain")
        learner.misses("What shape")
        await learner.resize(40, 16)
        learner.sees("What shape does y have?", "(1, 6")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_wide_code_scrolls_sideways_and_never_wraps(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.misses("stride=1)")
        await learner.press("right", "right", "right", "right")
        learner.sees("stride=1)")

    tell(Desk(tmp_path, "wide-code").app(take="conv-sizes"), story, size=(60, 24))


def test_home_does_not_suggest_a_test_with_too_few_items(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1, form="choose")
    shelf.paths = shelf.paths[1:]
    answer_all(shelf)

    async def story(learner: Story) -> None:
        learner.sees("10 of 10 right", "You got everything right last time.")
        learner.misses("Ten questions show how well you know it")

    tell(shelf.app(), story)


def test_home_suggests_a_test_with_enough_items(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1)
    shelf.paths = shelf.paths[1:]
    answer_all(shelf)

    async def story(learner: Story) -> None:
        learner.sees("Ten questions show how well you know it")

    tell(shelf.app(), story)


def test_enter_on_a_lesson_that_is_not_ready_says_why(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    proof = FakeProof(ProofProgress(desk.path, 34, 120))
    app.study.catalogue.prove = lambda paths, begins_with=None, jobs=2: proof  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        assert "enter why not ready" in learner.footer
        await learner.press("enter")
        learner.sees("Not ready yet", "checked on PyTorch now (34 of")

    tell(app, story)


def test_enter_on_a_lesson_that_is_not_ready_proves_it_next(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 3)
    for path in shelf.paths[2:]:
        path.write_text(f"{path.read_text()}title: Changed\n")
    app = shelf.app()
    orders: list[list[Path]] = []

    def prove(paths: list[Path], begins_with: Beginning | None = None, jobs: int = 2) -> FakeProof:
        orders.append(list(paths))
        return FakeProof(*(ProofProgress(path, 1, 120) for path in paths))

    app.study.catalogue.prove = prove  # type: ignore[method-assign]

    async def story(learner: Story) -> None:
        assert states_of_lessons(learner) == ["checking, 1 of 120 items"] * 2
        await learner.press("end", "enter")
        learner.sees("Not ready yet")

    tell(app, story)
    assert orders == [shelf.paths[2:], list(reversed(shelf.paths[2:]))]


def test_a_wide_home_shows_the_course_in_sections_beside_what_is_due(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.has_studied()
    shelf.now += timedelta(days=3)

    async def story(learner: Story) -> None:
        learner.sees("  Foundations", "  Training")
        line = next(line for line in learner.lines if "Due today" in line)
        assert "Continue nn.Conv2d layers" in line
        learner.sees("nn.Conv2d layers   2")
        await learner.press(*["down"] * 5)
        assert any("▸ Training loops" in line for line in learner.lines)
        await learner.resize(100, 30)
        learner.misses("Foundations", "Due today")
        assert any("▸ Training loops" in line for line in learner.lines)
        await learner.resize(120, 30)
        learner.sees("  Foundations", "Due today", "▸ Training loops")

    tell(shelf.app(), story, size=(120, 40))


def test_home_that_stays_open_overnight_shows_what_is_due_in_the_morning(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def overnight(learner: Story) -> None:
        await learner.press("down", "p", "n", "ctrl+e", "ctrl+e", "enter")
        learner.misses("due today")
        desk.now += timedelta(days=1)
        home = learner.app.screen
        assert isinstance(home, HomeScreen)
        home.check_day()
        await learner.settle()
        learner.sees("Review 1 item due today, before you forget it.")

    tell(desk.app(), overnight)
