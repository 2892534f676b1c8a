"""A session: the same sitting for every front end, and after every interruption."""

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

LOST = Outcome("lost", reason="nobody runs anything here")


@dataclass
class Sitting:
    """A lesson, a clock that is set by hand, a store on disk, and sessions one after another."""

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
            "conv", "practice", ids or [one.id for one in self.items], self.seed, self.now
        )
        return self.resume()

    def resume(self) -> Session:
        opened = self.store.unfinished("conv")
        assert opened is not None
        by_id = {one.id: one for one in self.items}
        known = lesson(*self.items)
        return Session(
            opened,
            {"conv": known}.get,
            lambda _, one: by_id[one],
            self.store,
            self._run,
            lambda: self.now,
        )

    def _run(self, job: Job) -> Outcome:
        self.jobs.append(job)
        return self.outcome


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    store = Store(tmp_path / "progress.db")
    yield Sitting(store, [item("a"), item("b", MARKS), item("c", COUNT)])
    store.close()


def give(session: Session, *picks: int) -> Grade:
    response = Chosen(picks)
    grade = session.grade_response(response)
    assert isinstance(grade, Grade)
    session.record(response, grade)
    return grade


# The way through


def test_items_come_in_the_order_in_which_they_were_dealt(sitting: Sitting) -> None:
    session = sitting.begin("b", "a")
    seen = []
    while not session.is_over:
        seen.append((session.item.id, session.number, session.total))
        session.advance()
    assert seen == [("b", 1, 2), ("a", 2, 2)]


def test_a_right_answer_is_stored_with_all_that_it_was(sitting: Sitting) -> None:
    session = sitting.begin("a")
    session.open_hint()
    sitting.wait(12.5)
    assert give(session, 0) == RIGHT
    (stored,) = sitting.store.of_lesson("conv")
    assert (stored.session_id, stored.item, stored.proof) == (session.opened.id, "a", "proof of a")
    assert (stored.kind, stored.level, stored.torch) == ("predict", "easy", "2.13.0+cpu")
    assert (stored.try_number, stored.hints, stored.response) == (1, 1, '["(1, 6, 28, 28)"]')
    assert (stored.verdict, stored.credit, stored.misconception, stored.elapsed_ms) == (
        "right",
        1.0,
        "",
        12_500,
    )
    assert stored.at == sitting.now


def test_a_wrong_answer_is_stored_with_its_misconception(sitting: Sitting) -> None:
    session = sitting.begin("a")
    give(session, 1)
    (stored,) = sitting.store.of_lesson("conv")
    assert (stored.verdict, stored.credit, stored.misconception) == (
        "wrong",
        0.0,
        "padding-is-automatic",
    )
    assert session.grade is not None and session.response == Chosen((1,))


def test_a_typed_answer_is_stored_as_it_was_typed(sitting: Sitting) -> None:
    session = sitting.begin("c")
    response = Entered((" 450 ",))
    grade = session.grade_response(response)
    assert isinstance(grade, Grade)
    session.record(response, grade)
    assert sitting.store.of_lesson("conv")[0].response == '[" 450 "]'


def test_grading_stores_nothing_and_changes_nothing(sitting: Sitting) -> None:
    session = sitting.begin("a")
    session.grade_response(Chosen((1,)))
    assert session.tries == 0 and session.grade is None and sitting.store.of_lesson("conv") == []


def test_what_cannot_be_read_is_asked_again(sitting: Sitting) -> None:
    session = sitting.begin("c")
    assert isinstance(session.grade_response(Entered(("many",))), Unreadable)
    assert session.has_hint and not session.is_over and sitting.store.of_lesson("conv") == []


def test_code_that_must_be_run_goes_to_the_worker(sitting: Sitting) -> None:
    sitting.items = [item("f", BLANKS)]
    sitting.outcome = Outcome("finished", answers=(Goal(True),))
    assert sitting.begin().grade_response(Entered(("5", "2"))) == RIGHT
    (job,) = sitting.jobs
    assert job.blocks[
        1
    ].code == "kernel = 5\npad = 2\nsize = 28 + 2 * pad - kernel + 1" and job.names == {
        "wanted": 28
    }


def test_a_fault_of_the_engine_is_never_a_wrong_answer(sitting: Sitting) -> None:
    sitting.items = [item("f", BLANKS)]
    session = sitting.begin()
    response = Entered(("5", "9"))
    grade = session.grade_response(response)
    assert isinstance(grade, Grade) and grade.verdict == "uncounted"
    session.record(response, grade)
    assert session.tries == 0 and session.grade is None and session.summary().results == ()
    assert sitting.store.of_lesson("conv") == []


# Hints and retries


def test_hints_open_one_after_another_and_none_once_it_is_answered(sitting: Sitting) -> None:
    session = sitting.begin("a", "b")
    assert list(session.hints) == [] and session.open_hint() == "Look at the kernel."
    assert list(session.hints) == ["Look at the kernel."] and session.has_hint
    give(session, 1)
    assert not session.has_hint and session.open_hint() is None
    session.retry()
    assert session.open_hint() == "Subtract it, then add one." and session.open_hint() is None
    session.advance()
    assert list(session.hints) == [] and session.has_hint


def test_a_retry_counts_as_another_try_and_the_first_one_decides(sitting: Sitting) -> None:
    session = sitting.begin("a")
    sitting.wait(10)
    give(session, 1)
    sitting.wait(100)
    session.retry()
    assert session.grade is None
    sitting.wait(5)
    give(session, 0)
    first, second = sitting.store.of_lesson("conv")
    assert [(one.try_number, one.verdict, one.elapsed_ms) for one in (first, second)] == [
        (1, "wrong", 10_000),
        (2, "right", 5_000),
    ]
    (answered,) = session.summary().results
    assert not answered.is_right and (answered.tries, answered.misconception) == (
        2,
        "padding-is-automatic",
    )


# What is dealt


def test_lines_are_shuffled_by_the_seed_and_never_stand_in_a_right_order(sitting: Sitting) -> None:
    sitting.items = [item("a", LINES), item("b", STEPS)]
    seen = set()
    for seed in range(60):
        sitting.seed = seed
        session = sitting.begin("a")
        order = tuple(index for index, _ in session.lines)
        assert order not in LINES.right and [LINES.lines[index] for index in order] == [
            text for _, text in session.lines
        ]
        assert session.lines == sitting.resume().lines
        seen.add(order)
    assert len(seen) == 4
    assert sitting.begin("b").options == ()


def test_an_order_is_stored_as_the_lines_it_was_given_in(sitting: Sitting) -> None:
    sitting.items = [item("a", LINES)]
    session = sitting.begin("a")
    response = Arranged((1, 0, 2))
    session.record(response, RIGHT)
    assert sitting.store.of_lesson("conv")[0].response == '["b = 2", "a = 1", "c = a + b"]'
    assert sitting.begin("a").lines != ()


def test_options_are_shuffled_by_the_seed_and_keep_their_indexes(sitting: Sitting) -> None:
    orders = set()
    for sitting.seed in range(12):
        options = sitting.begin("a").options
        assert [CHOICE.options[index] for index, _ in options] == [option for _, option in options]
        assert sorted(index for index, _ in options) == [0, 1, 2]
        orders.add(tuple(index for index, _ in options))
    assert len(orders) > 3


def test_true_stands_before_false_with_every_seed(sitting: Sitting) -> None:
    sides = Choose((Option("False", "prose", True), Option("True", "prose", False)))
    sitting.items = [item("a", sides)]
    for sitting.seed in range(8):
        assert [option.text for _, option in sitting.begin().options] == ["True", "False"]


def test_a_typed_answer_has_no_options(sitting: Sitting) -> None:
    assert sitting.begin("c").options == ()


def test_another_seed_deals_another_variant_and_the_same_seed_the_same(sitting: Sitting) -> None:
    sitting.items = [item("a", variants=tuple(variant(kernel=kernel) for kernel in range(1, 9)))]
    dealt = {}
    for sitting.seed in range(12):
        dealt[sitting.seed] = sitting.begin().variant.name
        assert sitting.resume().variant.name == dealt[sitting.seed]
    assert len(set(dealt.values())) > 3


def test_editing_an_item_hardly_ever_deals_another_variant(sitting: Sitting) -> None:
    before: list[Variant] = [variant(kernel=kernel) for kernel in range(1, 9)]
    after = [variant(kernel=99), *reversed(before)]
    kept = 0
    for sitting.seed in range(40):
        sitting.items = [item("a", variants=tuple(before))]
        name = sitting.begin().variant.name
        sitting.items = [item("a", variants=tuple(after))]
        kept += sitting.resume().variant.name == name
    assert kept >= 30


# Being interrupted


def test_a_session_goes_on_behind_its_last_attempt(sitting: Sitting) -> None:
    session = sitting.begin("a", "b", "c")
    give(session, 1)
    again = sitting.resume()
    assert (again.item.id, again.number, again.tries) == ("b", 2, 0)
    assert [one.item for one in again.summary().missed] == [("conv", "a")]
    assert sitting.store.unfinished("conv") is not None


def test_what_was_skipped_without_an_attempt_comes_back(sitting: Sitting) -> None:
    session = sitting.begin("a", "b")
    session.advance()
    assert sitting.resume().item.id == "a"


def test_the_last_item_ends_the_session_in_the_store(sitting: Sitting) -> None:
    session = sitting.begin("a")
    give(session, 0)
    assert sitting.store.unfinished("conv") is not None
    session.advance()
    assert session.is_over and sitting.store.unfinished("conv") is None


def test_a_session_whose_items_are_all_answered_is_over_when_it_is_resumed(
    sitting: Sitting,
) -> None:
    give(sitting.begin("a"), 0)
    assert sitting.resume().is_over and sitting.store.unfinished("conv") is None


def test_an_item_that_left_the_lesson_is_left_out(sitting: Sitting) -> None:
    sitting.begin("a", "b")
    sitting.items = [one for one in sitting.items if one.id != "a"]
    session = sitting.resume()
    assert (session.item.id, session.total) == ("b", 1)


def test_of_a_session_that_is_open_twice_only_one_try_is_the_first(sitting: Sitting) -> None:
    first, second = sitting.begin("a"), sitting.resume()
    first.open_hint()
    give(first, 1)
    give(second, 0)
    assert [
        (one.try_number, one.hints, one.verdict) for one in sitting.store.of_lesson("conv")
    ] == [
        (1, 1, "wrong"),
        (2, 1, "right"),
    ]
    for session in (second, sitting.resume()):
        (answered,) = session.summary().results
        assert (answered.tries, answered.is_right) == (2, False)


def test_a_try_that_waits_for_the_disk_is_known_to_a_session_that_is_opened_meanwhile(
    sitting: Sitting,
) -> None:
    session = sitting.begin("a", "b")
    sitting.store._db.execute("pragma query_only = 1")
    give(session, 0)
    assert sitting.resume().item.id == "b"


def test_hints_that_were_opened_before_a_kill_are_open_afterwards_and_count(
    sitting: Sitting,
) -> None:
    session = sitting.begin("a", "b")
    session.open_hint()
    session.open_hint()
    again = sitting.resume()
    assert list(again.hints) == list(session.hints) and len(again.hints) == 2 and not again.has_hint
    give(again, 0)
    assert [(one.try_number, one.hints) for one in sitting.store.of_lesson("conv")] == [(1, 2)]
    again.advance()
    assert not again.hints and not sitting.begin("a").hints


# A disk that takes nothing


def test_a_hint_that_cannot_be_saved_is_opened_all_the_same_told_and_saved_with_the_answer(
    sitting: Sitting,
) -> None:
    session = sitting.begin("a")
    sitting.store._db.execute("pragma query_only = 1")
    assert session.open_hint() == "Look at the kernel."
    assert session.trouble.startswith("Could not keep that a hint was opened: ")
    sitting.store._db.execute("pragma query_only = 0")
    give(session, 0)
    assert session.trouble == "" and [one.hints for one in sitting.store.of_lesson("conv")] == [1]


def test_an_attempt_that_cannot_be_saved_is_told_kept_and_saved_with_the_next(
    sitting: Sitting,
) -> None:
    session = sitting.begin("a", "b")
    sitting.store._db.execute("pragma query_only = 1")
    give(session, 0)
    assert session.trouble.startswith("Could not save your answer") and sitting.store.unsaved == 1
    assert session.grade == RIGHT and session.summary().right == 1
    session.advance()
    sitting.store._db.execute("pragma query_only = 0")
    give(session, 0, 1)
    assert session.trouble == "" and [one.item for one in sitting.store.of_lesson("conv")] == [
        "a",
        "b",
    ]


def test_the_end_saves_what_waits_or_says_that_it_cannot(sitting: Sitting) -> None:
    for is_mended in (False, True):
        session = sitting.begin("a")
        sitting.store._db.execute("pragma query_only = 1")
        give(session, 0)
        sitting.store._db.execute(f"pragma query_only = {int(not is_mended)}")
        session.advance()
        assert session.is_over and bool(session.trouble) is not is_mended
        sitting.store._db.execute("pragma query_only = 0")
    assert sitting.store.unsaved == 0 and len(sitting.store.of_lesson("conv")) == 2


# The sum


def test_the_summary_counts_first_tries_and_time(sitting: Sitting) -> None:
    session = sitting.begin("a", "b", "c")
    sitting.wait(3)
    give(session, 0)
    session.advance()
    session.open_hint()
    sitting.wait(4)
    grade = give(session, 0, 2)
    assert grade.credit == 0.0
    summary = session.summary()
    assert (summary.right, [one.item.item for one in summary.missed], summary.elapsed_s) == (
        1,
        ["b"],
        7.0,
    )
    assert [(one.stem, one.tries, one.hints) for one in summary.results] == [
        ("What comes out? ", 1, 0),
        ("What comes out? ", 1, 1),
    ]
