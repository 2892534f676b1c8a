"""Templates: literal pieces and figures, as an f-string would cut them."""

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
def test_a_text_is_cut_into_literal_pieces_and_figures(
    text: str, pieces: list[str | Figure]
) -> None:
    assert parts(text) == pieces


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a\nb }", "a '}' closes nothing; a literal brace is written '}}'", 2),
        ("a\n{x", "a '{' is never closed; a literal brace is written '{{'", 2),
        ("a {} b", "a '{}' is empty; a literal brace is written '{{'", 1),
        ("{ :.2f}", "a '{}' is empty; a literal brace is written '{{'", 1),
        ("{x[}", "a '{' is never closed; a literal brace is written '{{'", 1),
        ("{'x}", "a '{' is never closed; a literal brace is written '{{'", 1),
    ],
)
def test_a_brace_that_stands_alone_is_told_with_its_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(TemplateError) as error:
        parts(text)
    assert (str(error.value), error.value.line) == (reason, line)
