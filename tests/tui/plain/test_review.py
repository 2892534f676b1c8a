"""Tests of reviews in the plain front end."""

import io
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.conftest import Learner
from tests.tui.plain.test_questions import Proof
from tests.tui.small_items import filled, true_or_false
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.models.proven import Item
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.tui.cli import main

LearnerOf = Callable[..., Learner]


def named(item_id: str) -> Item:
    """Return an item with a true statement, whose first option is right."""
    return replace(true_or_false(), id=item_id, proof=f"proof of {item_id}")


@pytest.fixture
def learner(learner_of: LearnerOf, home: Path) -> Learner:
    """Return a learner who missed two questions five days ago."""
    learner = learner_of(named("one"), named("two"))
    learner.types("b", "", "b", "", "")
    age(home)
    return learner


def age(home: Path) -> None:
    """Let five days pass."""
    store = Store(home / "progress.db")
    with store.writing("age the progress") as db:
        db.execute(
            "update attempt set at = ?",
            ((datetime.now(UTC) - timedelta(days=5)).isoformat(timespec="milliseconds"),),
        )
        db.execute("delete from scheduled")
    store.close()


def reviews(learner: Learner, *lines: str) -> tuple[int, str, str]:
    learner.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    status = main(["--bank", str(learner.path), "review", "--plain"])
    return (status, *learner.capsys.readouterr())


def test_due_items_of_all_lessons_are_asked_and_each_answer_shows_when_it_comes_back(
    learner: Learner,
) -> None:
    status, out, _ = reviews(learner, "a", "", "b", "", "")
    assert status == 0 and "Review: question 1 of 2.\n" in out
    assert out.count("Comes back ") == 2 and "Comes back tomorrow." in out
    assert "i to see why it is due then, o to change the rating, " in out
    assert "solved, in " in out and "The next item is due tomorrow." in out


def test_the_reason_is_shown_and_the_rating_can_be_changed(learner: Learner) -> None:
    _, out, _ = reviews(learner, "b", "i", "o", "9", "o", "easy", "q")
    assert "You missed it 2 times in a row. Your chance of recall would fall to 90 % after" in out
    assert "Your rating (1 again 1 day ✔   2 hard" in out
    assert "The rating was not changed: it must be 1, 2, 3 or 4.\nComes back tomorrow.\n" in out
    assert (
        f"Your answers are saved. To continue: torchquiz review --bank {learner.path} --plain"
        in out
    )
    store = Store(learner.home / "progress.db")
    assert store.read("select rating from override") == [(4,)]
    store.close()


def test_a_review_continues_where_it_stopped_and_says_if_nothing_is_due(learner: Learner) -> None:
    reviews(learner, "a", "", "q")
    assert "Review: question 2 of 2.\n" in reviews(learner, "a", "", "")[1]
    status, _, err = reviews(learner)
    assert status == 2 and err.startswith("torchquiz: Nothing is due. The next item is due ")


def test_a_lesson_has_a_review_way_of_its_own(learner: Learner) -> None:
    said = learner.types("a", "", "q", options=("--way", "review"))
    assert "Question 1 of 2" in said.out and "Comes back " in said.out
    assert "--plain --way review" in said.out


def test_faulty_settings_are_reported_and_the_defaults_used(learner: Learner) -> None:
    (learner.home / "settings.toml").write_text("sitting = 1\n")
    status, _, err = reviews(learner, "a", "", "a", "")
    assert (
        status == 0
        and "settings.toml:1:11: sitting must be a number from 3 to 60."
        " Until you fix it, 12 applies."
        in err.replace("\n", " ")
    )


def test_the_length_of_a_session_is_a_setting(learner_of: LearnerOf, home: Path) -> None:
    learner = learner_of(*(named(f"claim-{number}") for number in range(6)))
    (home / "settings.toml").write_text("sitting = 3\n")
    assert "Question 1 of 3" in learner.types("a").out


def test_reviewed_code_is_graded_by_the_real_worker(learner_of: LearnerOf, home: Path) -> None:
    learner = learner_of(filled())
    learner.types("3", "1 + 1", "")
    age(home)
    _, out, _ = reviews(learner, "3", "2 - 1", "")
    assert "\nRight.\n" in out and "Comes back in " in out
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong", "right"]


def test_a_lesson_with_faults_is_left_out_and_mentioned(learner: Learner) -> None:
    learner.path.write_text("lesson: conv-sizes # changed\n")
    status, _, err = reviews(learner)
    assert status == 2
    assert (
        err.split("only once.")[1].split()
        == (
            f"conv.yaml has faults and is left out. `torchquiz check {learner.path}` shows them."
            " torchquiz: Nothing is due in the proven lessons; 1 lesson is not proven yet."
        ).split()
    )


def test_a_review_with_no_proven_lesson_proves_the_first_due_items_and_opens(
    learner: Learner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Beginning | None] = []

    def prove(catalogue: Catalogue, paths: list[Path], begins_with: Beginning | None) -> Proof:
        begun.append(begins_with)
        hide_proof(learner, home, is_complete=True)
        return Proof(ProofProgress(learner.path, 2, 2, is_finished=True, is_open=True))

    hide_proof(learner, home, is_complete=False)
    monkeypatch.setattr(Catalogue, "prove", prove)
    status, out, err = reviews(learner, "a", "", "a", "", "")
    assert status == 0 and "Review: question 1 of 2.\n" in out
    assert err.startswith("Checking the first questions of conv.yaml")
    assert begun == [Beginning("review", ("one", "two"))]


def hide_proof(learner: Learner, home: Path, *, is_complete: bool) -> None:
    """Remove the lesson's proof from the cache, or put it back."""
    with closing(Proofs(home / "proofs.db")) as proofs:
        key, hidden = lesson_key(learner.path), "hidden"
        whole = proofs.lesson(hidden if is_complete else key)
        assert whole is not None
        proofs.drop(hidden if is_complete else key)
        proofs.keep_lesson(key if is_complete else hidden, whole)
