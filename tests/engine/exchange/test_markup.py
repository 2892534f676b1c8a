"""Text means the same in every export: only the few constructs of lessons count as markup."""

import pytest
from markdown_it import MarkdownIt

from torchquiz.engine.exchange.writers.code_colours import coloured_code
from torchquiz.engine.exchange.writers.markup import html, html_line, markdown

PLAIN = [
    "> 0",
    "- 0",
    "# 0",
    "1. 0",
    "+ 1",
    "__init__ and _x_",
    "2 * 3 * 4",
    "<b>bold</b> & List<int>",
    r"\(x^2\) and \n",
    "a | b ~~c~~",
    "![x](y)",
    "&lt;",
    "2**3**2 and f(**a) - g(**b)",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_not_in_the_grammar_means_itself(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html_line(text) == escaped
    assert MarkdownIt("commonmark").render(markdown(text)).strip() == f"<p>{escaped}</p>"


def test_the_grammar_is_shown_as_html() -> None:
    text = "Use `a<b`, **not** [c](https://d.e/f).\nThen:\n\n```python\nx = 1 < 2\n\ny\n```"
    assert html(text) == (
        '<p>Use <code>a&lt;b</code>, <strong>not</strong> <a href="https://d.e/f">c</a>.'
        "<br/>Then:</p>\n<pre><code>x = 1 &lt; 2\n\ny</code></pre>"
    )


def test_code_may_contain_backticks() -> None:
    assert html_line("``a`b`` and `` `c` ``") == "<code>a`b</code> and <code>`c`</code>"


def test_a_link_that_is_not_to_the_web_stays_a_text() -> None:
    assert html_line("[x](javascript:y)") == "[x](javascript:y)"


def test_keywords_strings_numbers_and_comments_of_code_have_classes() -> None:
    assert coloured_code("if x < 1:  # '<'\n    y = '&'") == (
        '<pre><code><span class="k">if</span> x &lt; <span class="m">1</span>:  '
        "<span class=\"c\"># '&lt;'</span>\n    y = <span class=\"s\">'&amp;'</span></code></pre>"
    )
    assert coloured_code("x = ( <") == "<pre><code>x = ( &lt;</code></pre>"
