"""Home, the way from it, and the way back."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf, attempt
from tests.tui.story import Story, tell
from torchquiz.engine.errors import Fault
from torchquiz.engine.study.background_proof import BackgroundProof, ProofProgress
from torchquiz.tui.messages import ProofNews


class FakeProof(BackgroundProof):
    """News as the process in the background would tell it."""

    def __init__(self, *news: ProofProgress) -> None:
        self.news = news
        self.is_stopped = False

    def __iter__(self):  # type: ignore[no-untyped-def]
        """Tell everything at once."""
        return iter(self.news)

    def stop(self) -> None:
        """Remember it."""
        self.is_stopped = True


def answer_all(shelf: Shelf) -> None:
    """Answer every item of the first lesson beside the desk's correctly."""
    store = shelf.store()
    items = [f"item-{number}" for number in range(10)]
    opened = store.begin("lesson-0", "practice", items, 7, shelf.now)
    for item in items:
        store.add(attempt(opened.id, "lesson-0", item, "right", shelf.now))
    store.end(opened.id, shelf.now)
    store.close()


def test_home_says_what_to_do_next_and_enter_does_it(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.sees(
            "▸ Begin nn.Conv2d layers. See what its model does to real numbers.", "0 of 4 right"
        )
        await told.press("enter")
        told.sees("1 of 5", "input")

    tell(Desk(tmp_path).app(), story)


def test_home_goes_right_to_what_was_open_also_after_a_kill(tmp_path: Path) -> None:
    async def killed(told: Story) -> None:
        await told.press("down", "p")
        await told.press("a", "enter")
        told.sees("2 of 4")

    async def story(told: Story) -> None:
        told.sees("▸ Go on with nn.Conv2d layers, where you stopped: 3 items left.", "open")
        await told.press("enter")
        told.sees("2 of 4")

    tell(Desk(tmp_path).app(), killed)
    tell(Desk(tmp_path).app(), story)


def test_enter_on_a_lesson_opens_it_and_escape_goes_back_step_by_step(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("down", "enter")
        told.sees("▸ 1  Trace", "2  Practice")
        await told.press("enter")
        told.sees("1 of 5")
        await told.press("escape")
        told.sees("▸ 1  Trace")
        await told.press("escape")
        told.sees("▸ nn.Conv2d layers", "practice in PyTorch")

    tell(Desk(tmp_path).app(), story)


def test_the_bar_grows_with_what_is_known(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.misses("━")
        await told.press("p")
        await told.press(told.letter_of("(1, 6, 28, 28)"), "escape")
        told.sees("━━━━────────────", "1 of 4 right")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_opens_when_its_proof_is_ready(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    proof = FakeProof(ProofProgress(desk.path, 34, 120))
    app.study.catalogue.prove = lambda paths, jobs=2: proof  # type: ignore[method-assign]

    async def story(told: Story) -> None:
        told.sees("conv sizes", "proving 34 of 120", "The lessons are being proven on PyTorch")
        assert "open" not in told.footer
        desk.prove()
        app.post_message(ProofNews(ProofProgress(desk.path, 120, 120, is_finished=True)))
        await told.settle()
        told.sees("▸ nn.Conv2d layers", "0 of 4 right", "Begin nn.Conv2d layers")
        await told.press("p")
        told.sees("1 of 4")

    tell(app, story)
    assert proof.is_stopped


def test_a_lesson_that_was_asked_for_opens_as_soon_as_it_is_proven(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app(take="conv-sizes")
    app.study.catalogue.prove = lambda paths, jobs=2: FakeProof()  # type: ignore[method-assign]

    async def story(told: Story) -> None:
        told.sees("being proven")
        desk.prove()
        app.post_message(ProofNews(ProofProgress(desk.path, 120, 120, is_finished=True)))
        await told.settle()
        told.sees("1 of 4")

    tell(app, story)


def test_a_lesson_with_faults_is_not_offered_and_says_what_shows_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "unproven")
    app = desk.app()
    faults = tuple(Fault(str(desk.path), line, 1, "not true", "Mend it.") for line in (3, 5, 8))
    app.study.catalogue.prove = lambda paths, jobs=2: FakeProof(  # type: ignore[method-assign]
        ProofProgress(desk.path, 120, 120, faults, is_finished=True)
    )

    async def story(told: Story) -> None:
        told.sees("3 faults: torchquiz check", "shows them", "No lesson can be practised")
        await told.press("enter", "p")
        told.sees("3 faults")

    tell(app, story, size=(160, 24))


def test_a_damaged_progress_file_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "progress.db").write_bytes(
        b"not a database at all, but long enough to be read as one" * 40
    )

    async def story(told: Story) -> None:
        told.sees("The progress file was damaged")

    tell(Desk(tmp_path).app(), story)


def test_q_at_home_and_ctrl_c_anywhere_end_the_app_and_what_it_started(tmp_path: Path) -> None:
    async def by_q(told: Story) -> None:
        await told.pilot.press("q")
        assert told.app._exit

    async def by_ctrl_c(told: Story) -> None:
        await told.pilot.press("ctrl+c")
        assert told.app._exit

    for names, take, story in (((), None, by_q), (("type-the-shape",), "conv-sizes", by_ctrl_c)):
        desk = Desk(tmp_path, *names)
        tell(desk.app(take), story)
        assert desk.runner.is_closed


def test_help_shows_every_key_and_goes_away_again(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("question_mark")
        told.sees(
            "Do what comes next, or open the lesson",
            "Open a hint",
            "Answer with what is typed",
            "ctrl+t",
        )
        here = told.glass.split("Everything else")[0]
        assert "Leave torchquiz" in here
        assert "Open a hint" not in here
        await told.press("escape")
        told.sees("▸ Begin nn.Conv2d layers")

    tell(Desk(tmp_path).app(), story, size=(100, 160))


def test_the_lights_turn_and_every_word_stays(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        before = told.glass
        await told.press("ctrl+t")
        assert not told.app.current_theme.dark
        assert told.glass == before

    tell(Desk(tmp_path).app(), story)


def test_a_window_too_small_says_so_and_comes_back_when_it_is_enlarged(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("(1, 6")
        await told.resize(38, 14)
        told.sees("This window is smaller than 40", "--plain")
        told.misses("Which shape")
        await told.resize(40, 16)
        told.sees("Which shape does y have?", "(1, 6")

    tell(Desk(tmp_path, "type-the-shape").app(take="conv-sizes"), story)


def test_wide_code_is_moved_sideways_and_never_wrapped(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.misses("stride=1)")
        await told.press("right", "right", "right", "right")
        told.sees("stride=1)")

    tell(Desk(tmp_path, "wide-code").app(take="conv-sizes"), story, size=(60, 24))


def test_home_never_recommends_a_test_that_cannot_be_dealt(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1, form="choose")
    shelf.paths = shelf.paths[1:]
    answer_all(shelf)

    async def story(told: Story) -> None:
        told.sees("10 of 10 right", "You had everything right last time.")
        told.misses("Ten questions say how sure you can be of it")

    tell(shelf.app(), story)


def test_home_recommends_a_test_that_can_be_dealt(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, others=1)
    shelf.paths = shelf.paths[1:]
    answer_all(shelf)

    async def story(told: Story) -> None:
        told.sees("Ten questions say how sure you can be of it")

    tell(shelf.app(), story)
