"""Tests that texts of lessons can neither control the terminal nor flood it."""

import pytest

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.text.printable import message_text, printable

CLEAR = "\x1b[2J"


@pytest.mark.parametrize(
    "character",
    ["\x1b", "\x07", "\r", "\t", "\x7f", "\x9b", "\u200b", "\u202e", "\u2028", "\ufeff", "\udc80"],
)
def test_characters_that_a_terminal_could_act_on_are_replaced(character: str) -> None:
    assert printable(f"a{character}b") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", ["x.shape\n  28", "größe × 3 – “x” →", "字", "a\xa0b"])
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
