"""Tests that code fences, bold text and links in lessons are displayed as such."""

import pytest

from torchquiz.tui.widgets.prose import prose

FENCED = "Which of these ends?\n\n```python\nwhile n:\n    n -= 1\n```\nThink."


def styled(text: str) -> list[str]:
    """Return the parts of a text that have a style."""
    content = prose(text)
    return [content.plain[span.start : span.end] for span in content.spans]


def test_a_fenced_block_is_shown_as_code() -> None:
    shown = prose(FENCED)
    assert shown.plain == "Which of these ends?\n\n│ while n:\n│     n -= 1\nThink."
    assert "while" in styled(FENCED)


def test_a_block_in_another_language_is_shown_without_its_fences() -> None:
    assert prose("```\n$ ls `x`\n```").plain == "│ $ ls `x`"
    assert prose("~~~text\n**a**\n~~~").plain == "│ **a**"


def test_an_unclosed_fence_ends_with_the_text() -> None:
    assert prose("See\n```\nx").plain == "See\n│ x"


def test_bold_is_shown_in_bold_and_without_its_asterisks() -> None:
    assert prose("**Which** of `these`?").plain == "Which of these?"
    assert styled("**Which** of `these`?") == ["Which", "these"]


def test_code_between_double_backticks_may_contain_backticks() -> None:
    assert prose("See ``a`b`` and `` `c` ``.").plain == "See a`b and `c`."
    assert styled("See ``a`b`` and `` `c` ``.") == ["a`b", "`c`"]


def test_a_link_is_shown_as_its_text_and_its_address() -> None:
    shown = prose("See [the docs](https://pytorch.org).").plain
    assert shown == "See the docs (https://pytorch.org)."


@pytest.mark.parametrize(
    "text",
    ["x**2 and y**2", "f(*args, **options) and **more", "a[0](x)", "2 ** 3 ** 2", "one `tick"],
)
def test_python_operators_are_not_taken_for_markdown(text: str) -> None:
    assert prose(text).plain == text
