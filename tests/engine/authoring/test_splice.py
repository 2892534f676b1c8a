"""Tests that values are replaced in YAML files of any layout, and that nothing else changes."""

import pytest

from torchquiz.engine.authoring.splice import splice
from torchquiz.engine.errors import Amendment
from torchquiz.engine.yaml.reading import read_text

KEY = ("items", 0, "key")


def item(line: str) -> str:
    return f"lesson: größe\nitems:\n  - id: a\n    {line}\n    check: ok\n"


@pytest.mark.parametrize(
    ("line", "new", "amended"),
    [
        ("key: ?", "12", "key: 12"),
        ("key: ?   # what is it?", "(1, 6)", "key: (1, 6)   # what is it?"),
        ("key: 13 # stale", "12", "key: 12 # stale"),
        ("key: '?'", "it's", "key: 'it''s'"),
        ('key: "?"  # q', '"a"', 'key: "\\"a\\""  # q'),
        ("key: ?", "'cpu'", "key: \"'cpu'\""),
        ("key: ?", "a: b", 'key: "a: b"'),
        ("{key: ?, ask: y}", "(1, 6)", '{key: "(1, 6)", ask: y}'),
        ("{ask: ÄÖ𝄞, key: ?}", "12", "{ask: ÄÖ𝄞, key: 12}"),
        ("{ask: y , key: '1' }", "(2, 3)", "{ask: y , key: '(2, 3)' }"),
        ("key: |\n      1\n      2\n", "3\n4", "key: |\n      3\n      4\n"),
        ("key: |-  # printed\n      1\n", "3\n\n4", "key: |-  # printed\n      3\n\n      4\n"),
    ],
)
def test_a_value_is_written_in_the_same_style_and_nothing_else_changes(
    line: str, new: str, amended: str
) -> None:
    text = (
        item(line)
        if not line.startswith("{")
        else item("").replace("id: a\n    \n    check: ok", line)
    )

    changed = splice(text, Amendment(KEY, new))

    assert changed == text.replace(line, amended)


def test_line_ends_of_windows_stay() -> None:
    text = item("key: |\n      1\n      2\n\n    ask: ?").replace("\n", "\r\n")

    changed = splice(text, Amendment(KEY, "3\n4"))

    assert changed == text.replace("1\r\n      2", "3\r\n      4")


@pytest.mark.parametrize(
    "check",
    [
        "check: So 2 + 2 = 5. And 12 + 2 = 14.",
        'check: "So\\t 2 + 2 = 5."',
        "check: >-\n      Ä 12 + 2 = 14, and 2 +\n      2 = 5 # no comment\n",
        "check: |\n      {size:.2f} 2 + 2 = 5\n",
        "check: So 2\n      + 2 = 5 is plain.",
    ],
)
def test_a_figure_in_a_text_is_replaced_wherever_the_text_is_wrapped(check: str) -> None:
    text = item("key: 1").replace("check: ok", check)

    changed = splice(text, Amendment(("items", 0, "check"), "2 + 2 = 4", "2 + 2 = 5"))

    assert changed is not None and changed.count("4") == text.count("4") + 1
    assert changed == text[: text.index("5")] + "4" + text[text.index("5") + 1 :]


def test_operators_keep_their_spelling() -> None:
    text = item("key: 6 × 2 − 1 = 10")
    assert splice(text, Amendment(KEY, "6 * 2 - 1 = 11", "6 * 2 - 1 = 10")) == text.replace(
        "10", "11"
    )


def test_a_value_that_cannot_be_written_without_other_changes_is_left_unchanged() -> None:
    assert splice(item("key: [1, 2]"), Amendment(KEY, "12")) is None
    assert splice(item("key: a"), Amendment(KEY, "b = 2", "c = 3")) is None
    assert splice(item("key: a"), Amendment(KEY, "a")) is None
    assert splice(item("kee: a"), Amendment(KEY, "12")) is None


@pytest.mark.parametrize(
    "line", ["key: ?", "{key: ?}", "{key: ? , a: 1}", "key: '?'", "[{key: ?}]", "key:   ? # why?"]
)
def test_a_lone_question_mark_is_read_as_a_question_mark(line: str) -> None:
    value = read_text(line).values
    assert (value[0] if isinstance(value, list) else value)["key"] == "?"


def test_other_question_marks_are_read_as_in_yaml() -> None:
    assert read_text("a: |\n  why: ?\nb: is it?").values == {"a": "why: ?\n", "b": "is it?"}
