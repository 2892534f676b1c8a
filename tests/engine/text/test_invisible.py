"""The list of invisible characters contains all those that Unicode classifies as invisible."""

import sys
import unicodedata

import pytest

from torchquiz.engine.text.invisible import INVISIBLE

VISIBLE_MARKS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
"""Visible signs that enclose numbers in Arabic and Syriac; Unicode calls them format characters."""
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_control_and_format_character_of_unicode_is_invisible() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    unseen = [sign for sign in characters if unicodedata.category(sign) in UNSEEN]
    missed = [ascii(sign) for sign in unseen if not INVISIBLE.search(f"a{sign}b")]
    allowed = {"\t", "\n", *VISIBLE_MARKS}
    # Egyptian hieroglyphs and Kaithi number signs are drawn as well.
    allowed |= {*map(chr, range(0x13430, 0x13440)), "\U000110bd", "\U000110cd"}
    assert missed == [ascii(sign) for sign in unseen if sign in allowed]


@pytest.mark.parametrize(
    "filler", ["\u115f", "\u3164", "\uffa0", "\u034f", "\ufe0f", "\U000e0101", "\ufffe"], ids=ascii
)
def test_fillers_and_selectors_are_invisible(filler: str) -> None:
    assert INVISIBLE.search(f"a{filler}b")


@pytest.mark.parametrize(
    "text",
    ["größe\t1\n", "a\xa0b", "❤\ufe0f", "1\ufe0f\u20e3", "👩\u200d💻", "字\U000e0100", "שלום"],
)
def test_what_a_reader_sees_or_needs_is_not(text: str) -> None:
    assert INVISIBLE.search(text) is None
