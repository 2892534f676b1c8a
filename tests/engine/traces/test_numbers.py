"""The numbers in a stage's code are found and replaced with those that a learner types."""

import pytest

from torchquiz.engine.traces.numbers import numbers, with_number


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("nn.Conv2d(3, 16, kernel_size=5)", ["3", "16", "5"]),
        ("torch.rand(1000, 3, 32, 32)", ["1000", "3", "32", "32"]),
        ("nn.MaxPool2d((2, 2))", ["2", "2"]),
        ("nn.Sequential(nn.Flatten(), nn.Linear(32 * 16, 10))", ["32", "16", "10"]),
        ("nn.Dropout(0.5)", ["0.5"]),
        ("torch.nn.Flatten(1, -1)", ["1", "-1"]),
        ("lambda x: x / 255", []),
        ("lambda x: x.view(-1, 512)", ["-1", "512"]),
        ("nn.Conv2d(\n  3,\n  16, bias=True)", ["3", "16"]),
        ("f('größer', 3)", ["3"]),
        ("model[0]", []),
        ("nn.Conv2d(3,", []),
        ("f(\0)", []),
        ("-" * 9999 + "f(1)", []),
    ],
)
def test_the_numbers_of_arguments_can_be_changed(code: str, texts: list[str]) -> None:
    changeable = numbers(code)
    assert [number.text for number in changeable] == texts
    assert [code[number.start : number.end] for number in changeable] == texts


def test_a_number_is_replaced_by_another() -> None:
    code = "nn.Conv2d(3, 16, padding=-1)"
    first, second, third = numbers(code)
    assert with_number(code, second, " 32 ") == "nn.Conv2d(3, 32, padding=-1)"
    assert with_number(code, third, "0") == "nn.Conv2d(3, 16, padding=0)"
    assert with_number(code, first, "1e-3") == "nn.Conv2d(1e-3, 16, padding=-1)"


@pytest.mark.parametrize(
    "text", ["", "abc", "3)", "3, 4", "__import__('os')", "1" * 13, "08", "0x10", "--1"]
)
def test_text_that_is_not_a_number_is_refused(text: str) -> None:
    code = "nn.Linear(3, 4)"
    with pytest.raises(ValueError, match="is not a number with at most 12 characters"):
        with_number(code, numbers(code)[0], text)
