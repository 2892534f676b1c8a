"""Tests of try, challenge and test in the plain front end."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.examined import BADGE, SECONDS, ExaminedDesk
from torchquiz.engine.models.proven import LEVELS
from torchquiz.engine.progress.places import FinishedActivity
from torchquiz.engine.progress.store import Attempt, Store
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.deal_test_items import deal_test
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.cli import main
from torchquiz.tui.plain.verdict import bar

RIGHT, PADDED = "(1, 6, 28, 28)", "(1, 6, 32, 32)"


@dataclass
class Learner:
    """Types lines into `torchquiz take … --plain` in this process, with a fake clock."""

    desk: ExaminedDesk
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    now: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def types(self, way: str, *lines: str, status: int = 0) -> str:
        self.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert main(["take", str(self.desk.path), "--plain", "--way", way]) == status
        out, err = self.capsys.readouterr()
        return out + err

    def tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def stored(self) -> tuple[list[Attempt], list[FinishedActivity]]:
        store = Store(self.desk.home / "progress.db")
        try:
            return store.of_lesson("conv-sizes"), store.finished("conv-sizes")
        finally:
            store.close()


@pytest.fixture
def learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Learner:
    learner = Learner(ExaminedDesk(tmp_path), monkeypatch, capsys)
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))

    def study(
        catalogue: Catalogue, store: Store, runner: SnippetRunner, settings: Settings
    ) -> Study:
        return Study(catalogue, store, learner.desk.runner, learner.tick, lambda: 7, settings)

    monkeypatch.setattr("torchquiz.tui.plain.take.Study", study)
    return learner


def answers(learner: Learner, last_right: int, *more: str) -> str:
    """Return the output of a test in which the answers are right up to number `last_right`."""
    lines: list[str] = [""]
    for number, name in enumerate(deal_test(learner.desk.lesson, 7, []), start=1):
        is_right = number <= last_right
        lines += (
            ["5", "2" if is_right else "0"] if "filled" in name else [RIGHT if is_right else PADDED]
        )
        lines.append("")
    return learner.types("test", *lines, *more)


def test_a_wrong_try_is_explained_and_asked_again_without_the_key(learner: Learner) -> None:
    said = learner.types("try", "5", "0")
    assert "Question 1 of 2, easy, proven here, 3 tries left\n" in said
    after = said.split("That is not right.")[1]
    assert "Try again; 2 tries left.\n" in after and ":s for the right answer" in after
    assert "Right" not in after and "Worked solution" not in after


def test_the_third_wrong_try_shows_the_key_and_goes_on(learner: Learner) -> None:
    said = learner.types("try", "5", "0", "5", "0", "5", "1", "5", "3", "", "q")
    assert said.count("You have already tried this answer. Change it first.") == 1
    assert said.count("That is not right.") == 3 and said.count("Right, for instance:") == 1
    assert (
        "Enter to go on, :end to end the session for good, q to stop, ? for all" in said
        and "r to try again" not in said
    )
    assert "Question 2 of 2" in said
    assert [attempt.try_number for attempt in learner.stored()[0]] == [1, 2, 3]


def test_the_learner_can_ask_for_the_right_answer_after_the_first_try(learner: Learner) -> None:
    said = learner.types("try", ":s", "5", "0", ":s")
    assert "The right answer is shown once you have answered.\n" in said
    assert "Right, for instance:" in said and len(learner.stored()[0]) == 1


def test_a_stopped_try_continues_with_the_tries_that_were_left(learner: Learner) -> None:
    said = learner.types("try", "5", "0", ":q")
    assert said.endswith(f"To continue: torchquiz take {learner.desk.path} --plain --way try\n")
    again = learner.types("try", "5", "2", "", "5", "2", "", "")
    assert (
        "Continuing where you stopped: question 1 of 2. Type :restart to begin again.\n" in again
        and "2 tries left\n" in again
    )
    assert "2 of 2 solved, 1 on the first try, in " in again
    (finished,) = learner.stored()[1]
    assert finished.result == {"right": 1, "solved": 2, "of": 2}


def test_a_challenge_prints_its_conditions_and_the_badge_it_earned(learner: Learner) -> None:
    said = learner.types("challenge", "", *(RIGHT, "") * 5)
    assert (
        "5 problems, 2 tries at each, 60 minutes in all.\n" in said and "Enter to begin: " in said
    )
    assert "Question 1 of 5, easy, proven here, 2 tries left, 59:" in said
    assert (
        f"5 of 5 solved, each on the first try, in 25 seconds.\n★ Badge earned: {BADGE}.\n" in said
    )


def test_a_line_after_the_time_is_up_is_ignored(learner: Learner) -> None:
    learner.types("challenge", "", RIGHT, "", "q")
    learner.now += timedelta(seconds=SECONDS)
    said = learner.types("challenge", RIGHT)
    assert "1 of 5 solved, each on the first try" in said and "Time is up.\n" in said
    assert "Enter to begin" not in said and len(learner.stored()[0]) == 1


def test_time_that_runs_out_while_a_line_is_typed_ends_the_challenge(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            line = super().readline()
            learner.now += timedelta(seconds=SECONDS * (line == f"{RIGHT}\n"))
            return line

    monkeypatch.setattr("sys.stdin", Slow(f"\n{RIGHT}\n"))
    assert main(["take", str(learner.desk.path), "--plain", "--way", "challenge"]) == 0
    out = learner.capsys.readouterr().out
    assert "0 of 5 solved" in out and "Time is up." in out and not learner.stored()[0]


def test_a_test_has_no_hints(learner: Learner) -> None:
    said = learner.types("test", "", "h")
    assert "no hints" in said and "h for a hint" not in said and "A test has no hints.\n" in said


def test_a_test_of_wrong_answers_ends_with_not_yet(learner: Learner) -> None:
    lines = answers(learner, 0)
    assert "The probability that you are strong in this topic is under 1 %.\nnot yet [" in lines
    assert "0 of 10 right. Easy 0 of 3, medium 0 of 4, hard 0 of 3. Strong means that " in lines
    assert "A common belief: “A convolution pads automatically" in lines
    assert "Next: Redo the 10 questions that you missed.\n" in lines
    assert lines.endswith("m to repeat what you missed, Enter to end: \n")
    (finished,) = learner.stored()[1]
    assert finished.result["verdict"] == "not yet" and finished.result["p"] < 0.01


def test_after_a_borderline_verdict_enter_asks_five_more_questions(learner: Learner) -> None:
    lines = answers(learner, 7, "")
    assert (
        "Borderline. The probability that you are strong" in lines
        and "Next: 5 more questions would make the verdict clear.\n" in lines
    )
    assert "Enter for more questions, m to repeat what you missed, q to end: \n" in lines
    assert "Question 11 of 15, easy, proven here\n" in lines


def test_a_lesson_without_a_test_explains_why(tmp_path: Path, learner: Learner) -> None:
    learner.desk = ExaminedDesk(tmp_path, "easy-typed-0")
    said = learner.types("test", status=2)
    assert (
        "nn.Conv2d layers has no test yet: a test needs 3 easy questions, but the lesson has 1.\n"
        in said
    )


def test_a_lesson_of_choice_items_alone_offers_no_test(tmp_path: Path, learner: Learner) -> None:
    choice_only = [f"{level}-chosen-{number}" for level in LEVELS for number in range(4)]
    learner.desk = ExaminedDesk(tmp_path, *choice_only)
    said = learner.types("practice", "q")
    assert "--way test" not in said
    said = learner.types("test", status=2)
    assert "a test needs 6 questions with a typed answer, but the lesson has 0.\n" in said


def test_the_bar_is_as_long_as_the_probability() -> None:
    assert bar(0.5) == f"not yet [{'#' * 20}{'-' * 20}] strong"
    assert "-" not in bar(1.0).removeprefix("not yet") and "#" not in bar(0.0)
