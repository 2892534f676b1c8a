"""A session in plain text waits for questions that are still being proven."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.conftest import Learner
from tests.tui.plain.test_questions import Proof
from tests.tui.small_items import chosen, true_or_false
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import incomplete_key, lesson_key
from torchquiz.engine.study.background_prover import BackgroundProver
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.tui.words.proofs import MORE_IS_CHECKED

LearnerOf = Callable[..., Learner]
LOOKS = 3
"""How often the session looks for the next question until it is proven."""


class Prover:
    """A stand-in for the process that proves the second question after a few looks."""

    def __init__(self, learner: Learner, home: Path) -> None:
        self._path, self._cache, self._looks = learner.path, home / "proofs.db", LOOKS
        self.is_proving = True
        proofs = Proofs(self._cache)
        whole = proofs.lesson(lesson_key(self._path))
        assert whole is not None
        self._whole = whole
        first = replace(whole, items=whole.items[:1], is_complete=False)
        proofs.drop(lesson_key(self._path))
        proofs.keep_lesson(incomplete_key(self._path), first)
        proofs.close()

    def look(self, seconds: float) -> None:
        """Count a look, and end the proof after the last one."""
        self._looks -= 1
        if self._looks == 0:
            self.is_proving = False
            proofs = Proofs(self._cache)
            proofs.keep_lesson(lesson_key(self._path), self._whole)
            proofs.close()


@pytest.fixture
def prover_of(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Learner], Prover]:
    """Return a function that makes a prover, whose proof goes on while a session waits."""

    def make(learner: Learner) -> Prover:
        prover = Prover(learner, home)
        monkeypatch.setattr(Catalogue, "prove", lambda *_: Proof())
        monkeypatch.setattr(BackgroundProver, "is_proving", lambda *_: prover.is_proving)
        monkeypatch.setattr("torchquiz.tui.plain.session_loop.time.sleep", prover.look)
        return prover

    return make


def test_a_piped_session_waits_for_the_next_question_and_says_so_once(
    learner_of: LearnerOf, prover_of: Callable[[Learner], Prover]
) -> None:
    learner = learner_of(true_or_false(), chosen())
    prover_of(learner)
    said = learner.types("true", "", "(1, 6, 28, 28)", "")
    assert said.out.count(MORE_IS_CHECKED) == 1
    assert "Question 2 of 2" in said.out
    assert len(learner.attempts()) == 2


def test_a_session_ends_when_the_proof_of_its_lesson_has_ended(
    learner_of: LearnerOf, prover_of: Callable[[Learner], Prover]
) -> None:
    learner = learner_of(true_or_false(), chosen())
    prover_of(learner).is_proving = False
    said = learner.types("true", "")
    assert MORE_IS_CHECKED not in said.out and "1 of 1 right" in said.out


def test_a_session_of_missed_items_opens_only_when_they_are_proven(
    learner_of: LearnerOf, prover_of: Callable[[Learner], Prover]
) -> None:
    learner = learner_of(true_or_false(), chosen())
    learner.types("false", "", "(1, 3, 28, 28)", "", "")
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong", "wrong"]
    prover_of(learner)
    said = learner.types("true", "", "(1, 6, 28, 28)", "", options=("--missed",))
    assert said.out == ""
    assert "Checking the first questions" in said.err and "ended early" in said.err
