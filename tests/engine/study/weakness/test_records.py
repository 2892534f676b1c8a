"""The answers decide whether a misconception is open, waits to be checked, or is overcome."""

from datetime import UTC, datetime, timedelta

from torchquiz.engine.models.proven import ItemHead, Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.weakness.estimate import PRIOR, held_after
from torchquiz.engine.study.weakness.records import Answered, MisconceptionRecord, records

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def lesson(name: str, **items: tuple[str, ...]) -> Lesson:
    heads = tuple(
        ItemHead(item, "predict", "easy", "", "choose", names) for item, names in items.items()
    )
    beliefs = {"pads": "It pads by itself.", "grows": "It grows."}
    return Lesson(name, name.title(), 1, "", "2.13.0", heads, misconceptions=beliefs)


COURSE = [
    lesson("conv", one=("pads",), two=("pads", "grows"), three=("pads",)),
    lesson("pool", four=("pads",), five=()),
]


def answer(item: str, verdict: str, misconception: str = "", days: float = 0) -> Answered:
    of = "pool" if item in ("four", "five") else "conv"
    at = NOW + timedelta(days=days)
    return Answered(Reference(of, item), verdict == "right", misconception, at)


def pads(*answers: Answered) -> MisconceptionRecord:
    return records(COURSE, answers)["pads"]


def test_a_record_counts_over_all_lessons() -> None:
    record = pads(answer("one", "wrong", "pads"), answer("four", "wrong", "pads"))
    assert (record.times, record.state, record.text) == (2, "open", "It pads by itself.")
    assert record.items == tuple(
        Reference(*pair)
        for pair in (("conv", "one"), ("conv", "two"), ("conv", "three"), ("pool", "four"))
    )


def test_three_other_right_answers_wait_for_a_check_days_later() -> None:
    met = answer("one", "wrong", "pads")
    right = [answer(item, "right", days=0.1) for item in ("two", "three", "four")]
    assert pads(met, *right[:2]).state == "open"
    waiting = pads(met, *right)
    assert waiting.state == "unchecked"
    assert not waiting.is_check_due(NOW + timedelta(days=2))
    assert waiting.is_check_due(NOW + timedelta(days=3))
    assert pads(met, *right, answer("one", "right", days=3)).state == "overcome"


def test_the_same_item_counts_once_and_a_relapse_opens_it_again() -> None:
    met = answer("one", "wrong", "pads")
    assert pads(met, *[answer("two", "right", days=day) for day in (1, 2, 3)]).state == "open"
    right = [answer(item, "right", days=4) for item in ("two", "three", "four")]
    again = pads(met, *right, answer("two", "wrong", "pads", days=9))
    assert (again.state, again.times, again.right_since) == ("open", 2, ())


def test_an_item_that_is_missed_for_another_reason_says_little() -> None:
    record = pads(answer("two", "wrong", "grows"))
    assert record.times == 0 and record.held < PRIOR
    assert records(COURSE, [answer("two", "wrong", "grows")])["grows"].times == 1


def test_few_items_need_fewer_right_answers() -> None:
    right = answer("two", "right", days=4)
    grows = records(COURSE, [answer("two", "wrong", "grows"), right])["grows"]
    assert grows.needed == 1 and grows.state == "overcome"


def test_revealing_raises_the_probability_and_right_answers_lower_it() -> None:
    revealed = held_after(PRIOR, False, True)
    assert revealed > 3 * PRIOR
    assert held_after(revealed, True, False) < revealed
    assert held_after(PRIOR, True, False) < PRIOR
    once = pads(answer("one", "wrong", "pads"))
    assert once.doubt(Reference("conv", "two")) >= 0.6
    corrected = pads(answer("one", "wrong", "pads"), answer("two", "right"))
    assert corrected.doubt(Reference("conv", "two")) < corrected.doubt(Reference("conv", "three"))
