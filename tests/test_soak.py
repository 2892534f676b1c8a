"""The fuzzer finds planted faults, and repeats its results with the same seed."""

import random
from pathlib import Path

import pytest

from tests.soak import damage, fuzz, time_limit
from tests.soak.mutate import mutated_bytes, mutated_text
from tests.soak.mutate_values import mutated_values
from tests.soak.quizzes import QUIZZES
from torchquiz.engine.errors import Fault
from torchquiz.engine.progress.store import Store


def planted(monkeypatch: pytest.MonkeyPatch, read: fuzz.Read) -> str:
    """Fuzz a format whose reader has a planted fault, and return the first failure."""
    monkeypatch.setattr(fuzz, "targets", lambda: {".yaml": (["a: b\n"], read)})
    _, failures = fuzz.fuzz(".yaml", 3, seed=0)
    assert len(failures) == 3
    return failures[0]


def test_a_traceback_a_hang_and_a_fault_without_a_place_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(content: bytes, folder: Path, luck: random.Random) -> str:
        raise KeyError("planted")

    def hang(content: bytes, folder: Path, luck: random.Random) -> str:
        while True:
            pass

    def complain(content: bytes, folder: Path, luck: random.Random) -> str:
        fuzz.check_fault(Fault("a.yaml", 0, 1, "wrong.", "Mend it."))
        return "refused"

    monkeypatch.setattr(time_limit, "CPU_S", 0.2)
    assert "number 0: TRACEBACK" in (shown := planted(monkeypatch, crash))
    assert "KeyError: 'planted'" in shown
    assert "number 0: HANG" in planted(monkeypatch, hang)
    assert "WRONG\na fault without a position" in planted(monkeypatch, complain)


@pytest.mark.parametrize("name", [".yaml", *QUIZZES, "settings.toml"])
def test_a_few_mutated_files_of_each_kind_are_accepted_or_refused(name: str) -> None:
    results, failures = fuzz.fuzz(name, 25, seed=1)
    assert failures == [] and results.total() == 25


def test_the_same_seed_gives_the_same_mutations() -> None:
    for suffix, texts in QUIZZES.items():
        first, second = (mutated_values(texts[0], suffix, random.Random(3)) for _ in range(2))
        assert first == second != texts[0]
    assert mutated_text("abc", random.Random(4)) == mutated_text("abc", random.Random(4))
    content = bytes(20_000)
    assert mutated_bytes(content, random.Random(5)) == mutated_bytes(content, random.Random(5))


@pytest.mark.parametrize("name", damage.FILES)
def test_files_with_damage_are_used_and_repaired(name: str) -> None:
    counts, failures = damage.soak(name, 20, seed=2)
    assert failures == [] and counts.total()


def test_answers_lost_without_a_sentence_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "attempts", lambda store: [])
    counts, failures = damage.soak("progress.db", 20, seed=2)
    assert counts["lost"] == counts["answers"]
    assert any("answers were lost without a message" in failure for failure in failures)
