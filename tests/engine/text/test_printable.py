"""Tests that the text of a lesson can neither control the terminal nor flood it."""

import pytest

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.text.printable import message_text, printable

CLEAR = "\x1b[2J"


def test_control_codes_are_replaced_by_symbols() -> None:
    assert printable("größe\t1\n\x1b[2J\r\x7f\x9b\ud800") == "größe\t1\n␛[2J␍␡\ufffd\ufffd"


def test_colours_are_removed_without_forming_another_control_code() -> None:
    assert printable("\x1b[1;31mred\x1b[0m\x1b[m") == "red"
    assert printable("\x1b\x1b[0m[2J") == "␛[2J"


def test_characters_that_reverse_or_break_a_line_are_replaced() -> None:
    assert printable("\u202e3 = x\u2069\u2028שלום") == "\ufffd3 = x\ufffd\ufffdשלום"


INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u2060\u2064\ufeff\ufff9\U000e0041"


@pytest.mark.parametrize("character", INVISIBLE, ids=ascii)
def test_invisible_characters_are_replaced(character: str) -> None:
    assert printable(f"a{character}b") == "a\ufffdb"


def test_joiners_are_replaced_except_between_letters_that_need_them() -> None:
    assert printable("a\u200cb \u0645\u06cc\u200c\u062e") == "a\ufffdb \u0645\u06cc\u200c\u062e"


@pytest.mark.parametrize("text", ["x.shape\n  28", "größe × 3 – “x” →", "字", "a\xa0b", "x\ty"])
def test_ordinary_text_and_line_breaks_stay(text: str) -> None:
    assert printable(text) == text


def test_long_quotes_and_lines_are_cut() -> None:
    assert message_text(f"'level' is '{'x' * 100_000}'.") == f"'level' is '{'x' * 79}…'."
    assert len(message_text("x" * 100_000)) == 1000
    assert message_text(f"'{'x' * 80}'") == f"'{'x' * 80}'"


def test_a_fault_prints_no_escape_sequence_wherever_it_comes_from() -> None:
    fault = Fault(f"{CLEAR}.yaml", 1, 2, f"the key `{CLEAR}`.", f"Not {CLEAR}.", CLEAR, CLEAR)
    assert "\x1b" not in str(fault) and "\x1b" not in str(BankError([fault]))
    assert "\x1b" not in fault.message + fault.remedy + str(fault.item) + str(fault.variant)


def test_a_command_to_type_is_never_cut() -> None:
    command = f"torchquiz check {'a' * 100}.yaml"
    assert message_text(f"Run `{command}` to see more.") == f"Run `{command}` to see more."
