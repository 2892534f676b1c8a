"""A session works the same for every front end and after every interruption."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.engine.items import BLANKS, CHOICE, COUNT, LINES, MARKS, STEPS, item, lesson, variant
from torchquiz.engine.grading.grade import RIGHT, Arranged, Chosen, Entered, Grade, Unreadable
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.progress.store import Store
from torchquiz.engine.sandbox.job import Goal, Job, Outcome
from torchquiz.engine.study.session import Session

LOST = Outcome("lost", reason="no worker in this test")


@dataclass
class Scenario:
    """A lesson, a clock that the test sets, a store on disk, and sessions that share it."""

    store: Store
    items: list[Item]
    now: datetime = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    seed: int = 7
    jobs: list[Job] = field(default_factory=list)
    outcome: Outcome = LOST

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def begin(self, *ids: str) -> Session:
        self.store.begin(
            "conv", "practice", ids or [known.id for known in self.items], self.seed, self.now
        )
        return self.resume()

    def resume(self) -> Session:
        opened = self.store.unfinished("conv")
        assert opened is not None
        by_id = {known.id: known for known in self.items}
        known = lesson(*self.items)
        return Session(
            opened,
            {"conv": known}.get,
            lambda _, name: by_id[name],
            self.store,
            self._run,
            lambda: self.now,
        )

    def _run(self, job: Job) -> Outcome:
        self.jobs.append(job)
        return self.outcome


@pytest.fixture
def scenario(tmp_path: Path) -> Iterator[Scenario]:
    store = Store(tmp_path / "progress.db")
    yield Scenario(store, [item("a"), item("b", MARKS), item("c", COUNT)])
    store.close()


def give(session: Session, *picks: int) -> Grade:
    response = Chosen(picks)
    grade = session.grade_response(response)
    assert isinstance(grade, Grade)
    session.record(response, grade)
    return grade


# From the first item to the last


def test_items_come_in_the_order_in_which_they_were_dealt(scenario: Scenario) -> None:
    session = scenario.begin("b", "a")
    seen = []
    while not session.is_over:
        seen.append((session.item.id, session.number, session.total))
        session.advance()
    assert seen == [("b", 1, 2), ("a", 2, 2)]


def test_a_right_answer_is_stored_with_all_its_details(scenario: Scenario) -> None:
    session = scenario.begin("a")
    session.open_hint()
    scenario.wait(12.5)
    assert give(session, 0) == RIGHT
    (stored,) = scenario.store.of_lesson("conv")
    assert (stored.session_id, stored.item, stored.proof) == (session.opened.id, "a", "proof of a")
    assert (stored.kind, stored.level, stored.torch) == ("predict", "easy", "2.13.0+cpu")
    assert (stored.try_number, stored.hints, stored.response) == (1, 1, '["(1, 6, 28, 28)"]')
    assert (stored.verdict, stored.credit, stored.misconception, stored.elapsed_ms) == (
        "right",
        1.0,
        "",
        12_500,
    )
    assert stored.at == scenario.now


def test_a_wrong_answer_is_stored_with_its_misconception(scenario: Scenario) -> None:
    session = scenario.begin("a")
    give(session, 1)
    (stored,) = scenario.store.of_lesson("conv")
    assert (stored.verdict, stored.credit, stored.misconception) == (
        "wrong",
        0.0,
        "padding-is-automatic",
    )
    assert session.grade is not None and session.response == Chosen((1,))


def test_a_typed_answer_is_stored_as_it_was_typed(scenario: Scenario) -> None:
    session = scenario.begin("c")
    response = Entered((" 450 ",))
    grade = session.grade_response(response)
    assert isinstance(grade, Grade)
    session.record(response, grade)
    assert scenario.store.of_lesson("conv")[0].response == '[" 450 "]'


def test_grading_stores_nothing_and_changes_nothing(scenario: Scenario) -> None:
    session = scenario.begin("a")
    session.grade_response(Chosen((1,)))
    assert session.tries == 0 and session.grade is None and scenario.store.of_lesson("conv") == []


def test_an_unreadable_response_is_asked_again(scenario: Scenario) -> None:
    session = scenario.begin("c")
    assert isinstance(session.grade_response(Entered(("many",))), Unreadable)
    assert session.has_hint and not session.is_over and scenario.store.of_lesson("conv") == []


def test_code_that_must_be_run_is_sent_to_the_worker(scenario: Scenario) -> None:
    scenario.items = [item("f", BLANKS)]
    scenario.outcome = Outcome("finished", answers=(Goal(True),))
    assert scenario.begin().grade_response(Entered(("5", "2"))) == RIGHT
    (job,) = scenario.jobs
    assert job.blocks[
        1
    ].code == "kernel = 5\npad = 2\nsize = 28 + 2 * pad - kernel + 1" and job.names == {
        "wanted": 28
    }


def test_a_failure_of_the_engine_is_never_a_wrong_answer(scenario: Scenario) -> None:
    scenario.items = [item("f", BLANKS)]
    session = scenario.begin()
    response = Entered(("5", "9"))
    grade = session.grade_response(response)
    assert isinstance(grade, Grade) and grade.verdict == "uncounted"
    session.record(response, grade)
    assert session.tries == 0 and session.grade is None and session.summary().results == ()
    assert scenario.store.of_lesson("conv") == []


# Hints and retries


def test_hints_open_one_by_one_and_none_after_the_answer(scenario: Scenario) -> None:
    session = scenario.begin("a", "b")
    assert list(session.hints) == [] and session.open_hint() == "Look at the kernel."
    assert list(session.hints) == ["Look at the kernel."] and session.has_hint
    give(session, 1)
    assert not session.has_hint and session.open_hint() is None
    session.retry()
    assert session.open_hint() == "Subtract it, then add one." and session.open_hint() is None
    session.advance()
    assert list(session.hints) == [] and session.has_hint


def test_a_retry_counts_as_another_try_and_the_first_one_decides(scenario: Scenario) -> None:
    session = scenario.begin("a")
    scenario.wait(10)
    give(session, 1)
    scenario.wait(100)
    session.retry()
    assert session.grade is None
    scenario.wait(5)
    give(session, 0)
    first, second = scenario.store.of_lesson("conv")
    assert [
        (stored.try_number, stored.verdict, stored.elapsed_ms) for stored in (first, second)
    ] == [
        (1, "wrong", 10_000),
        (2, "right", 5_000),
    ]
    (answered,) = session.summary().results
    assert not answered.is_right and (answered.tries, answered.misconception) == (
        2,
        "padding-is-automatic",
    )


# What is dealt


def test_lines_are_shuffled_by_the_seed_and_never_in_a_right_order(scenario: Scenario) -> None:
    scenario.items = [item("a", LINES), item("b", STEPS)]
    seen = set()
    for seed in range(60):
        scenario.seed = seed
        session = scenario.begin("a")
        order = tuple(index for index, _ in session.lines)
        assert order not in LINES.right and [LINES.lines[index] for index in order] == [
            text for _, text in session.lines
        ]
        assert session.lines == scenario.resume().lines
        seen.add(order)
    assert len(seen) == 4
    assert scenario.begin("b").options == ()


def test_an_arranged_response_is_stored_as_its_lines(scenario: Scenario) -> None:
    scenario.items = [item("a", LINES)]
    session = scenario.begin("a")
    response = Arranged((1, 0, 2))
    session.record(response, RIGHT)
    assert scenario.store.of_lesson("conv")[0].response == '["b = 2", "a = 1", "c = a + b"]'
    assert scenario.begin("a").lines != ()


def test_options_are_shuffled_by_the_seed_and_keep_their_indexes(scenario: Scenario) -> None:
    orders = set()
    for scenario.seed in range(12):
        options = scenario.begin("a").options
        assert [CHOICE.options[index] for index, _ in options] == [option for _, option in options]
        assert sorted(index for index, _ in options) == [0, 1, 2]
        orders.add(tuple(index for index, _ in options))
    assert len(orders) > 3


def test_true_comes_before_false_with_every_seed(scenario: Scenario) -> None:
    sides = Choose((Option("False", "prose", True), Option("True", "prose", False)))
    scenario.items = [item("a", sides)]
    for scenario.seed in range(8):
        assert [option.text for _, option in scenario.begin().options] == ["True", "False"]


def test_a_typed_answer_has_no_options(scenario: Scenario) -> None:
    assert scenario.begin("c").options == ()


def test_seeds_deal_different_variants_and_the_same_seed_the_same_one(scenario: Scenario) -> None:
    scenario.items = [item("a", variants=tuple(variant(kernel=kernel) for kernel in range(1, 9)))]
    dealt = {}
    for scenario.seed in range(12):
        dealt[scenario.seed] = scenario.begin().variant.name
        assert scenario.resume().variant.name == dealt[scenario.seed]
    assert len(set(dealt.values())) > 3


def test_editing_an_item_rarely_changes_the_variant_that_is_dealt(scenario: Scenario) -> None:
    before: list[Variant] = [variant(kernel=kernel) for kernel in range(1, 9)]
    after = [variant(kernel=99), *reversed(before)]
    kept = 0
    for scenario.seed in range(40):
        scenario.items = [item("a", variants=tuple(before))]
        name = scenario.begin().variant.name
        scenario.items = [item("a", variants=tuple(after))]
        kept += scenario.resume().variant.name == name
    assert kept >= 30


# Interruptions


def test_a_session_resumes_after_its_last_attempt(scenario: Scenario) -> None:
    session = scenario.begin("a", "b", "c")
    give(session, 1)
    again = scenario.resume()
    assert (again.item.id, again.number, again.tries) == ("b", 2, 0)
    assert [result.item for result in again.summary().missed] == [("conv", "a")]
    assert scenario.store.unfinished("conv") is not None


def test_a_skipped_item_without_an_attempt_comes_back(scenario: Scenario) -> None:
    session = scenario.begin("a", "b")
    session.advance()
    assert scenario.resume().item.id == "a"


def test_the_last_item_ends_the_session_in_the_store(scenario: Scenario) -> None:
    session = scenario.begin("a")
    give(session, 0)
    assert scenario.store.unfinished("conv") is not None
    session.advance()
    assert session.is_over and scenario.store.unfinished("conv") is None


def test_a_session_whose_items_are_all_answered_is_over_when_it_is_resumed(
    scenario: Scenario,
) -> None:
    give(scenario.begin("a"), 0)
    assert scenario.resume().is_over and scenario.store.unfinished("conv") is None


def test_an_item_that_no_longer_exists_is_left_out(scenario: Scenario) -> None:
    scenario.begin("a", "b")
    scenario.items = [known for known in scenario.items if known.id != "a"]
    session = scenario.resume()
    assert (session.item.id, session.total) == ("b", 1)


def test_a_session_that_is_open_twice_stores_only_one_first_try(scenario: Scenario) -> None:
    first, second = scenario.begin("a"), scenario.resume()
    first.open_hint()
    give(first, 1)
    give(second, 0)
    assert [
        (stored.try_number, stored.hints, stored.verdict)
        for stored in scenario.store.of_lesson("conv")
    ] == [
        (1, 1, "wrong"),
        (2, 1, "right"),
    ]
    for session in (second, scenario.resume()):
        (answered,) = session.summary().results
        assert (answered.tries, answered.is_right) == (2, False)


def test_an_unsaved_try_is_known_to_a_session_that_is_opened_meanwhile(
    scenario: Scenario,
) -> None:
    session = scenario.begin("a", "b")
    scenario.store._db.execute("pragma query_only = 1")
    give(session, 0)
    assert scenario.resume().item.id == "b"


def test_hints_opened_before_a_kill_stay_open_and_count(
    scenario: Scenario,
) -> None:
    session = scenario.begin("a", "b")
    session.open_hint()
    session.open_hint()
    again = scenario.resume()
    assert list(again.hints) == list(session.hints) and len(again.hints) == 2 and not again.has_hint
    give(again, 0)
    assert [(stored.try_number, stored.hints) for stored in scenario.store.of_lesson("conv")] == [
        (1, 2)
    ]
    again.advance()
    assert not again.hints and not scenario.begin("a").hints


# A disk that cannot be written


def test_a_hint_that_cannot_be_saved_opens_with_a_warning_and_is_saved_with_the_answer(
    scenario: Scenario,
) -> None:
    session = scenario.begin("a")
    scenario.store._db.execute("pragma query_only = 1")
    assert session.open_hint() == "Look at the kernel."
    assert session.trouble.startswith("Could not save that you opened a hint: ")
    scenario.store._db.execute("pragma query_only = 0")
    give(session, 0)
    assert session.trouble == "" and [
        stored.hints for stored in scenario.store.of_lesson("conv")
    ] == [1]


def test_an_attempt_that_cannot_be_saved_gives_a_warning_and_is_saved_with_the_next(
    scenario: Scenario,
) -> None:
    session = scenario.begin("a", "b")
    scenario.store._db.execute("pragma query_only = 1")
    give(session, 0)
    assert session.trouble.startswith("Could not save your answer") and scenario.store.unsaved == 1
    assert session.grade == RIGHT and session.summary().right == 1
    session.advance()
    scenario.store._db.execute("pragma query_only = 0")
    give(session, 0, 1)
    assert session.trouble == "" and [
        stored.item for stored in scenario.store.of_lesson("conv")
    ] == [
        "a",
        "b",
    ]


def test_the_end_of_a_session_saves_unsaved_attempts_or_gives_a_warning(scenario: Scenario) -> None:
    for is_fixed in (False, True):
        session = scenario.begin("a")
        scenario.store._db.execute("pragma query_only = 1")
        give(session, 0)
        scenario.store._db.execute(f"pragma query_only = {int(not is_fixed)}")
        session.advance()
        assert session.is_over and bool(session.trouble) is not is_fixed
        scenario.store._db.execute("pragma query_only = 0")
    assert scenario.store.unsaved == 0 and len(scenario.store.of_lesson("conv")) == 2


# The summary


def test_the_summary_counts_first_tries_and_time(scenario: Scenario) -> None:
    session = scenario.begin("a", "b", "c")
    scenario.wait(3)
    give(session, 0)
    session.advance()
    session.open_hint()
    scenario.wait(4)
    grade = give(session, 0, 2)
    assert grade.credit == 0.0
    summary = session.summary()
    assert (summary.right, [result.item.item for result in summary.missed], summary.elapsed_s) == (
        1,
        ["b"],
        7.0,
    )
    assert [(result.stem, result.tries, result.hints) for result in summary.results] == [
        ("What comes out? ", 1, 0),
        ("What comes out? ", 1, 1),
    ]
