"""Tests parsing templates into literal pieces and figures."""

import pytest

from torchquiz.engine.variants.templates import Figure, TemplateError, parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("no figure", ["no figure"]),
        ("{x}", [Figure("x", "", 1)]),
        ("a {x} b {y:.3f}", ["a ", Figure("x", "", 1), " b ", Figure("y", ".3f", 1)]),
        ("{x}{y}", [Figure("x", "", 1), Figure("y", "", 1)]),
        ("{{literal}} {x}", ["{literal} ", Figure("x", "", 1)]),
        ("{ x.shape[1:] }", [Figure("x.shape[1:]", "", 1)]),
        ("{ {'a': 1}['a'] }", [Figure("{'a': 1}['a']", "", 1)]),
        ("{(lambda: 1)()}", [Figure("(lambda: 1)()", "", 1)]),
        ("{d['}:']:>4}", [Figure("d['}:']", ">4", 1)]),
        ("one\ntwo {x}", ["one\ntwo ", Figure("x", "", 2)]),
    ],
)
def test_a_text_is_split_into_literal_pieces_and_figures(
    text: str, pieces: list[str | Figure]
) -> None:
    assert parts(text) == pieces


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a\nb }", "a `}` has no matching `{`; write `}}` for a literal brace", 2),
        ("a\n{x", "a `{` is never closed; write `{{` for a literal brace", 2),
        ("a {} b", "`{}` is empty; write `{{` for a literal brace", 1),
        ("{ :.2f}", "`{}` is empty; write `{{` for a literal brace", 1),
        ("{x[}", "a `{` is never closed; write `{{` for a literal brace", 1),
        ("{'x}", "a `{` is never closed; write `{{` for a literal brace", 1),
    ],
)
def test_an_unmatched_brace_is_reported_with_its_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(TemplateError) as error:
        parts(text)
    assert (str(error.value), error.value.line) == (reason, line)
