"""Tests reading strict YAML: values, positions, and one sentence for each unsupported feature."""

from pathlib import Path
from typing import Any

import pytest

from torchquiz.engine.errors import BankError
from torchquiz.engine.yaml.document import MAX_DEPTH
from torchquiz.engine.yaml.positions import Source, Spot
from torchquiz.engine.yaml.reading import MAX_BYTES, read_source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bank.yaml"


def read(path: Path, text: str | bytes) -> Source:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_source(path, "bank.yaml")


def values(path: Path, text: str) -> Any:
    return read(path, text).values


def faults(path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BankError) as error:
        read(path, text)
    return [f"{fault.line}:{fault.column}: {fault.message}" for fault in error.value.faults]


# Values


def test_plain_values_are_read_as_in_yaml_1_2(path: Path) -> None:
    text = "[1, -7, 0, 1.5, .5, 1e3, true, False, null, ~, text, '1', \"true\"]"
    assert values(path, text) == [
        1,
        -7,
        0,
        1.5,
        0.5,
        1000.0,
        True,
        False,
        None,
        None,
        "text",
        "1",
        "true",
    ]


@pytest.mark.parametrize(
    "trap", ["no", "Yes", "on", "OFF", "y", "0777", "1_000", "1:30", "0x1F", "0b11"]
)
def test_a_scalar_that_yaml_1_1_would_not_read_as_text_stays_text_and_is_recorded(
    path: Path, trap: str
) -> None:
    source = read(path, f"a: {trap}\nb: '{trap}'")
    assert source.values == {"a": trap, "b": trap} and source.traps == {("a",): trap}


@pytest.mark.parametrize("number", [".inf", "-.Inf", ".nan"])
def test_a_number_that_is_not_finite_is_refused(path: Path, number: str) -> None:
    assert faults(path, f"a: [1, {number}]") == [f"1:8: lessons do not support YAML's `{number}`."]
    assert values(path, f"a: '{number}'") == {"a": number}


def test_an_empty_value_is_null(path: Path) -> None:
    assert values(path, "a:\nb: ''") == {"a": None, "b": ""}


def test_a_very_long_number_is_not_read_as_an_integer(path: Path) -> None:
    assert values(path, "a: " + "9" * 500) == {"a": "9" * 500} or isinstance(
        values(path, "a: " + "9" * 500)["a"], float
    )


def test_blocks_keep_their_lines_and_folded_texts_are_joined(path: Path) -> None:
    text = "code: |\n  x = 1\n\n  if x:\n      y = 2\nsays: >-\n  one\n  two\n"
    assert values(path, text) == {"code": "x = 1\n\nif x:\n    y = 2\n", "says": "one two"}


def test_keys_are_always_texts(path: Path) -> None:
    assert values(path, "1: a\ntrue: b\nno: c") == {"1": "a", "true": "b", "no": "c"}


def test_a_byte_order_mark_and_other_line_ends_are_accepted(path: Path) -> None:
    source = read(path, b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\nc: 3\r\n")
    assert source.values == {"a": 1, "b": "x\ny\n", "c": 3} and source.spot(("c",)).line == 5


# Positions


def test_every_value_has_a_line_and_a_column(path: Path) -> None:
    source = read(path, "lesson: conv\nitems:\n  - id: a\n    hints: [one, two]\n  - id: b\n")
    assert source.spot(("lesson",)) == Spot(1, 9, 1)
    assert source.spot(("items", 0, "hints", 1)) == Spot(4, 18, 4)
    assert source.spot(("items", 1, "id")) == Spot(5, 9, 5)
    assert source.keys["items", 0, "hints"] == Spot(4, 5, 4)


@pytest.mark.parametrize("sign", ["|", ">-", "|2", "|+"])
def test_a_block_begins_on_the_line_after_its_indicator(path: Path, sign: str) -> None:
    assert read(path, f"a: 1\ncode: {sign}\n  x = 1\n").spot(("code",)) == Spot(2, 7, 3)


def test_a_missing_value_has_the_position_of_the_enclosing_value(path: Path) -> None:
    source = read(path, "items:\n  - id: a\n")
    assert source.spot(("items", 0, "stem")) == source.spot(("items", 0))
    assert source.spot(("nowhere", "at", "all")) == source.spot(())


def test_a_fault_may_be_at_the_value_or_at_its_key(path: Path) -> None:
    source = read(path, "a:\n  b: 1\n")
    assert (
        source.fault(("a", "b"), "m", "r").column,
        source.fault(("a", "b"), "m", "r", at_key=True).column,
    ) == (6, 3)


# Faults


def test_a_repeated_key_is_reported_with_both_lines(path: Path) -> None:
    assert faults(path, "a: 1\nb: 2\na: 3\n") == [
        "3:1: the key `a` is repeated; it is already on line 1."
    ]


def test_all_faults_are_reported_at_once(path: Path) -> None:
    text = "a: &one 1\nb: *one\nc: !!str 3\nd: 4\nd: 5\n<<: {e: 6}\n"
    assert faults(path, text) == [
        "1:4: YAML anchors such as `&one` are not supported.",
        "2:4: YAML aliases such as `*one` are not supported.",
        "3:4: YAML tags such as `tag:yaml.org,2002:str` are not supported.",
        "5:1: the key `d` is repeated; it is already on line 4.",
        "6:1: merge keys (`<<`) are not supported.",
    ]


def test_a_tab_is_reported_at_its_position(path: Path) -> None:
    assert faults(path, "a:\n\tb: 1\n  \tc: 2\n\t\n") == [
        "2:1: the line is indented with a tab.",
        "3:3: the line is indented with a tab.",
    ]


def test_deep_nesting_is_refused_without_reading_it_all(path: Path) -> None:
    assert faults(path, "[" * 500) == [
        f"1:{MAX_DEPTH + 2}: values are nested more than {MAX_DEPTH} levels deep."
    ]
    (fault,) = faults(path, "[" * 100_000)
    assert "values are nested" in fault  # since PyYAML 6.0.4, libyaml has its own limit
    assert faults(path, "\n".join(" " * depth + "a:" for depth in range(40)))[0].endswith("deep.")


def test_aliases_that_would_expand_endlessly_are_refused(path: Path) -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [*{last}, *{last}]\n"
        for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(faults(path, bomb)) == 9 + 16


def test_a_second_document_is_refused(path: Path) -> None:
    assert faults(path, "a: 1\n---\nb: 2\n") == ["2:1: a second document begins here."]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_reported(path: Path, text: str) -> None:
    assert faults(path, text) == ["1:1: the file is empty."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: b: c\n", "1:5: this text contains a second `: `."),
        ("a: @b\n", "1:4: a value cannot begin with this character."),
        ("a: `b`\n", "1:4: a value cannot begin with this character."),
        ("a: 1\n  b: 2\n", "2:4: this text contains a second `: `."),
        ("a: 'x' y\n", "1:8: the line does not fit the structure of the lines above it."),
        (
            "a: {b: 1\n",
            "1:4: this quote or bracket is not closed where it should be (noticed on line 2).",
        ),
        ("? [a]\n: b\n", "1:3: a key must be a plain word."),
    ],
)
def test_invalid_yaml_is_reported_in_plain_words(path: Path, text: str, fault: str) -> None:
    assert faults(path, text) == [fault]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("a: 1".encode("utf-16"), "1:1: the file is UTF-16."),
        (b"a: 1\nb: caf\xe9\n", "2:7: the byte 0xe9 is not valid UTF-8."),
        ("größe: ".encode() + b"\xff", "1:8: the byte 0xff is not valid UTF-8."),
        (b"a: 1\nb: x\x00y\n", "2:5: YAML does not allow this character."),
        (b"a: \xc3\xa9\nb: x\x07\n", "2:5: YAML does not allow this character."),
    ],
)
def test_a_wrong_encoding_is_reported_at_its_position(path: Path, data: bytes, fault: str) -> None:
    assert faults(path, data) == [fault]


def test_a_huge_file_is_refused_without_being_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(
        BankError,
        match=r"bank.yaml:1:1: the file is 33,554,433 bytes long; the limit is 33,554,432.",
    ):
        read_source(path)


def test_a_missing_file_is_reported(path: Path) -> None:
    with pytest.raises(BankError, match="the file cannot be read: No such file or directory"):
        read_source(path)


def test_the_error_is_one_clickable_line_and_its_remedy(path: Path) -> None:
    with pytest.raises(BankError) as error:
        read(path, "a: 1\na: 2\n")
    assert str(error.value) == (
        "bank.yaml:2:1: the key `a` is repeated; it is already on line 1.\n  Keep only one of them."
    )


# Invisible characters


@pytest.mark.parametrize(
    "text",
    [
        r'a: "red \e[31m"',
        r'a: "\0"',
        r'a: "one\rtwo"',
        r'a: "\u202eltr"',
        "a: |\n  x = 1\n  y = '\u2066'",
        "a: 1\u200b3",
        "a: 1\u200d3",
        r'a: "\u2028"',
        r'"\u200ba": 1',
        "a: [b, {c: \u00ad1}]",
    ],
)
def test_an_invisible_character_is_refused(path: Path, text: str) -> None:
    (fault,) = faults(path, text)
    assert "contains the invisible character U+" in fault


@pytest.mark.parametrize("text", ["👩\u200d🔬 ❤️\u200d🔥", "می\u200cخواهم", "naïve × 3 − 1 → “x”"])
def test_letters_and_emoji_may_be_joined(path: Path, text: str) -> None:
    assert values(path, f"a: {text}") == {"a": text}
