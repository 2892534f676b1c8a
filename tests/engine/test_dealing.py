"""Which items a sitting holds, and in which order."""

from engine.models.proven import LEVELS, Level
from engine.progress.dealing import by_level, deal
from tests.engine.items import attempt, item, lesson


def of(*levels: Level) -> list[tuple[str, Level]]:
    return [(f"{level}-{number}", level) for number, level in enumerate(levels)]


MIXED = lesson(*(item(name, level=level) for name, level in of(*LEVELS * 8)))
NAMES = [head.id for head in MIXED.items]


def test_a_sitting_goes_from_easy_to_hard_with_each_level_in_proportion() -> None:
    dealt = deal(MIXED, [], 6)
    assert [name.split("-")[0] for name in dealt] == ["easy", "easy", "medium", "medium", "hard", "hard"]


def test_within_a_level_items_stand_as_in_the_lesson() -> None:
    assert [head.id for head in by_level(reversed(MIXED.items))][:2] == ["easy-21", "easy-18"]


def test_what_was_missed_comes_before_what_is_new_and_that_before_what_is_known() -> None:
    easy = lesson(*(item(name) for name in "abcdef"))
    attempts = [attempt("a"), attempt("e", "wrong"), attempt("f", "wrong"), attempt("b")]
    assert [set(deal(easy, attempts, count)) for count in (2, 4, 5)] == [set("ef"), set("efcd"), set("efcda")]


def test_of_what_is_known_the_longest_ago_comes_first() -> None:
    easy = lesson(*(item(name) for name in "abcd"))
    attempts = [attempt(name) for name in "abcda"]
    assert deal(easy, attempts, 2) == ("b", "c")


def test_a_lesson_that_is_shorter_than_a_sitting_is_dealt_whole_and_once() -> None:
    dealt = deal(MIXED, [attempt(name, "wrong") for name in NAMES[:5]], 100)
    assert sorted(dealt) == sorted(NAMES)


def test_an_item_that_left_the_lesson_is_not_dealt() -> None:
    assert deal(lesson(item("a")), [attempt("gone", "wrong"), attempt("a")]) == ("a",)
