"""Tables in plain text have aligned columns, of which the last one wraps."""

from torchquiz.engine.tables import ALL_BUT_FIRST, NONE, aligned

ROWS = [("name", "n", "about"), ("a", "12", "a longer sentence")]


def test_columns_between_the_first_and_the_last_are_right_aligned() -> None:
    assert aligned(ROWS) == ["name    n   about", "a      12   a longer sentence"]


def test_all_columns_but_the_first_can_be_right_aligned() -> None:
    assert aligned([("", "n", "m"), ("a", "1", "10")], right=ALL_BUT_FIRST, gap=2) == [
        "   n   m",
        "a  1  10",
    ]


def test_all_columns_can_be_left_aligned() -> None:
    assert aligned([("a", "1"), ("bb", "22")], right=NONE, gap=1) == ["a  1", "bb 22"]


def test_a_long_last_cell_is_wrapped_within_its_column() -> None:
    assert aligned(ROWS, width=24) == [
        "name    n   about",
        "a      12   a longer",
        "            sentence",
    ]


def test_an_empty_last_cell_leaves_no_spaces_at_the_end_of_a_line() -> None:
    assert aligned([("a", "1", ""), ("b", "2", "x")], width=40)[0] == "a   1"
