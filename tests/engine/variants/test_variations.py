"""Each variation changes a program in only one place."""

import ast

import pytest

from torchquiz.engine.variants.variations import varied_programs

CODE = """\
x = torch.ones(3, requires_grad=True)
with torch.no_grad():
    y = torch.relu(x * 2).sum()
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ones(3,", "ones(4,"),
        ("=True", "=False"),
        (", requires_grad=True", ""),
        ("x * 2", "x + 2"),
        ("torch.relu(x * 2)", "(x * 2)"),
        (".sum()", ""),
        (".sum()", ".sum().double()"),
        ("x = torch.ones(3, requires_grad=True)\n", ""),
        ("    y = torch.relu(x * 2).sum()", "    pass"),
        ("with torch.no_grad():\n    y", "y"),
    ],
)
def test_a_literal_a_call_an_argument_or_a_statement_is_changed(old: str, new: str) -> None:
    assert old in CODE
    expected = ast.unparse(ast.parse(CODE.replace(old, new)))
    assert expected in varied_programs(CODE, 1000)


def test_every_variation_differs_from_the_program_and_is_valid_python() -> None:
    programs = varied_programs(CODE, 1000)
    assert len(programs) == len(set(programs)) and ast.unparse(ast.parse(CODE)) not in programs
    assert all(ast.parse(program) for program in programs)


def test_no_more_variations_than_asked_for_are_returned() -> None:
    assert 5 <= len(varied_programs(CODE, 10)) <= 10


def test_code_that_is_not_python_has_no_variations() -> None:
    assert varied_programs("x = (", 10) == []


def test_a_size_never_becomes_zero_but_an_axis_may() -> None:
    programs = varied_programs("y = torch.zeros(1, (1, 4)).sum(dim=1)", 1000)
    assert not any("zeros(0" in program or "(0, 4)" in program for program in programs)
    assert any("dim=0" in program for program in programs)
