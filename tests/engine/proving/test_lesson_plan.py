"""The parts of a lesson with which a learner begins are proven first."""

from collections import Counter
from pathlib import Path

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.banks.quota import ASKED, LEAST_TYPED
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models.beginning import PRACTICE, Beginning
from torchquiz.engine.proving.lesson_plan import FIRST_ITEMS, TYPED_KINDS, opening, whole_lesson

BANK = load_bank(BANKS / "conv2d.yaml")


def items_of(bank: Bank, activity: str) -> list[str]:
    """Return the ids of the items that are proven first for an activity."""
    return [bank.items[number][0].id for number in opening(bank, Beginning(activity)).items]


def test_practice_begins_with_a_few_easy_items_in_their_order() -> None:
    easy = [item.id for item, _ in BANK.items if item.level == "easy"]
    first = items_of(BANK, "practice")
    assert len(first) == FIRST_ITEMS and set(first) <= set(easy)
    assert first == sorted(first, key=easy.index)
    assert opening(BANK, PRACTICE).ways == ("start",)


def test_the_chosen_activity_comes_first_with_its_items() -> None:
    plan = opening(BANK, Beginning("try"))
    own = [item for _, item in BANK.ways["try"].items()]
    assert "try" in plan.ways and set(own) <= set(items_of(BANK, "try"))
    assert set(items_of(BANK, "try")[: len(own)]) == set(own)


def test_the_items_that_a_learner_has_missed_come_first_and_alone() -> None:
    last = BANK.items[-1][0].id
    plan = opening(BANK, Beginning("missed", (last, "an-item-that-was-removed")))
    assert plan.items == (len(BANK.items) - 1,) and plan.ways == ("start",)


def test_a_test_begins_with_enough_quick_items_of_each_level() -> None:
    items = [BANK.items[number][0] for number in opening(BANK, Beginning("test")).items]
    assert Counter(item.level for item in items) == ASKED
    typed = [
        item
        for item in items
        if item.kind in TYPED_KINDS or getattr(item, "entry", "options") == "typed"
    ]
    assert len(typed) >= LEAST_TYPED and "card" not in {item.kind for item in items}


def test_a_review_of_new_flash_cards_begins_with_cards() -> None:
    bank = load_bank(BANKS / "conv2d.yaml")
    items = [bank.items[number][0] for number in opening(bank, Beginning("review")).items]
    assert {item.kind for item in items} == {"card"}


def test_only_a_drill_begins_with_the_drills() -> None:
    assert not opening(BANK, PRACTICE).drills
    assert len(opening(BANK, Beginning("drill")).drills) == len(BANK.drills) > 0


def test_a_lesson_without_easy_items_begins_with_the_easiest(tmp_path: Path) -> None:
    text = (BANKS / "conv2d.yaml").read_text().replace("level: easy", "level: hard")
    (tmp_path / "hard.yaml").write_text(text)
    bank = load_bank(tmp_path / "hard.yaml")
    levels = [bank.items[number][0].level for number in opening(bank, PRACTICE).items]
    assert levels == ["medium"] * FIRST_ITEMS


def test_a_whole_lesson_leaves_nothing_out() -> None:
    plan = whole_lesson(BANK)
    assert len(plan.items) == len(BANK.items) and len(plan.drills) == len(BANK.drills)
    assert plan.ways == tuple(BANK.ways) and not plan.is_opening
