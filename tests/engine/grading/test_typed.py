"""Tests the grading of typed values: parsing, unreadable answers and known mistakes."""

import pytest

from tests.engine.items import COUNT, shape
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import RIGHT, Chosen, Entered, Grade, Unreadable
from torchquiz.engine.grading.typed_value import read, whole
from torchquiz.engine.models.answers import Near, Typed
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Job, Outcome

SHAPE = shape(1, 6, 28, 28)
MATRIX = Value(
    "list",
    [
        {"tag": "list", "data": [whole(4), whole(0)], "text": "[4, 0]"},
        {"tag": "list", "data": [whole(6), whole(7)], "text": "[6, 7]"},
    ],
    "[[4, 0], [6, 7]]",
)


def never(job: Job) -> Outcome:
    raise AssertionError("nothing is run for a typed value")


def graded(
    key: Value, text: str, tolerance: float = 0.0, near: tuple[Near, ...] = ()
) -> Grade | Unreadable:
    return grade(Typed(key, tolerance, near), Entered((text,)), never)


def value(tag: str, data: object) -> Value:
    return Value(tag, data, str(data))


@pytest.mark.parametrize(
    "text",
    [
        "(1, 6, 28, 28)",
        "[1, 6, 28, 28]",
        "torch.Size([1, 6, 28, 28])",
        "Size([1,6,28,28])",
        "1x6x28x28",
        "1×6×28×28",
        "1 * 6 * 28 * 28",
        "1 6 28 28",
        "1, 6, 28, 28",
        "  (1, 6, 28, 28,)  ",
        "1X6X28X28",
    ],
)
def test_a_shape_may_be_typed_in_many_ways(text: str) -> None:
    assert graded(SHAPE, text) == RIGHT


@pytest.mark.parametrize(
    "text", ["", "   ", "a shape", "(1, 6, 28, h)", "1.5x2", "(1, 6, 28, 28", "28²", "1__6"]
)
def test_a_shape_that_cannot_be_read_is_asked_again(text: str) -> None:
    assert isinstance(graded(SHAPE, text), Unreadable)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("()", ()), ("[]", ()), ("torch.Size([])", ()), ("(5,)", (5,)), ("5", (5,)), ("0", (0,))],
)
def test_short_shapes_are_read(text: str, sizes: tuple[int, ...]) -> None:
    assert graded(shape(*sizes), text) == RIGHT


def test_feedback_on_a_wrong_shape_names_the_positions_without_giving_the_key_away() -> None:
    assert graded(SHAPE, "(1, 6, 32, 32)") == Grade(
        "wrong", because="PyTorch's value is different at positions 3, 4."
    )
    assert graded(SHAPE, "(1, 3, 28, 28)") == Grade(
        "wrong", because="PyTorch's value is different at position 2."
    )
    assert graded(SHAPE, "(6, 28, 28)") == Grade(
        "wrong", because="The answer has 4 numbers; yours has 3."
    )


@pytest.mark.parametrize("text", ["[[4, 0], [6, 7]]", "((4, 0), (6, 7.0))", " [ [4,0],[6,7] ] "])
def test_a_nested_list_is_read_in_either_notation(text: str) -> None:
    assert graded(MATRIX, text) == RIGHT


@pytest.mark.parametrize("text", ["[[4, 0], [6, x]]", "[[4, 0], [6, 7]", "[[4, 0], {6, 7}]"])
def test_a_nested_list_that_cannot_be_read_is_asked_again(text: str) -> None:
    assert isinstance(graded(MATRIX, text), Unreadable)


def test_nan_and_infinity_are_read_in_a_list() -> None:
    names = ("nan", "inf", "-inf")
    key = Value("list", [value("float", float(name)) for name in names], "[nan, inf, -inf]")
    assert graded(key, "[nan, inf, -inf]") == RIGHT
    assert graded(key, "[nan, inf, inf]") == Grade(
        "wrong", because="PyTorch's value is different at position 3."
    )
    assert isinstance(graded(key, "[nan, inf, other]"), Unreadable)


def test_feedback_on_a_nested_list_names_the_rows_that_differ() -> None:
    assert graded(MATRIX, "[[4, 0], [7, 6]]") == Grade(
        "wrong", because="PyTorch's value is different at position 2."
    )
    assert graded(MATRIX, "[4, 0, 6, 7]") == Grade(
        "wrong", because="The answer has 2 elements; yours has 4."
    )


@pytest.mark.parametrize("text", ["456", " 456 ", "+456", "456.0", "456."])
def test_a_whole_number_is_read(text: str) -> None:
    assert graded(COUNT.key, text) == RIGHT


@pytest.mark.parametrize("text", ["4,456", "4 456", "4_456", "4456"])
def test_thousands_separators_are_accepted(text: str) -> None:
    assert graded(value("int", 4456), text) == RIGHT


@pytest.mark.parametrize("text", ["many", "4 5 6", "1e", "--4", "0x10", "4²"])
def test_a_number_that_cannot_be_read_is_asked_again(text: str) -> None:
    assert isinstance(graded(COUNT.key, text), Unreadable)


def test_feedback_on_a_wrong_number_says_too_large_or_too_small() -> None:
    assert graded(COUNT.key, "457") == Grade("wrong", because="Too large.")
    assert graded(COUNT.key, "−5") == Grade("wrong", because="Too small.")
    assert graded(COUNT.key, "455.5") == Grade("wrong", because="Too small.")


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
def test_nan_and_infinity_do_not_crash(text: str) -> None:
    for key in (COUNT.key, value("float", 0.25)):
        result = graded(key, text)
        assert isinstance(result, Unreadable) or result.verdict == "wrong"


def test_the_answer_of_a_known_misconception_is_named() -> None:
    result = grade(COUNT, Entered(("450",)), never)
    assert isinstance(result, Grade)
    assert (result.verdict, result.because, result.misconception) == (
        "wrong",
        "No bias.",
        "bias-forgotten",
    )


def test_a_known_mistake_of_another_type_is_named() -> None:
    total = Near(("17",), value("int", 17), "That is the sum of all.", "axis-forgotten", "", None)
    result = graded(MATRIX, "17", near=(total,))
    assert isinstance(result, Grade) and result.misconception == "axis-forgotten"


@pytest.mark.parametrize("text", ["0.25", ".25", "0,25", "25%", "25 %", "2.5e-1", "0.2501"])
def test_a_float_is_read_within_its_tolerance(text: str) -> None:
    assert graded(value("float", 0.25), text, 0.001) == RIGHT


def test_a_float_outside_its_tolerance_is_wrong() -> None:
    assert graded(value("float", 0.25), "0.252", 0.001) == Grade("wrong", because="Too large.")
    assert graded(value("float", -0.25), "−0.26", 0.001) == Grade("wrong", because="Too small.")


@pytest.mark.parametrize(("key", "text"), [("nan", "nan"), ("inf", "inf"), ("-inf", "-inf")])
def test_a_key_that_is_not_finite_can_be_typed(key: str, text: str) -> None:
    assert graded(value("float", key), text) == RIGHT
    because = {
        "nan": "PyTorch's value is different.",
        "inf": "Too small.",
        "-inf": "Too large.",
    }[key]
    assert graded(value("float", key), "1.5") == Grade("wrong", because=because)


@pytest.mark.parametrize("text", ["True", "true", "yes", "TRUE"])
def test_a_boolean_is_read(text: str) -> None:
    assert graded(value("bool", True), text) == RIGHT
    assert graded(value("bool", False), text) == Grade(
        "wrong", because="PyTorch's value is different."
    )
    assert isinstance(graded(value("bool", True), "1"), Unreadable)


@pytest.mark.parametrize("text", ["torch.float64", "float64", "torch.double", "double", "FLOAT64"])
def test_a_dtype_may_be_typed_by_an_alias(text: str) -> None:
    assert graded(value("dtype", "torch.float64"), text) == RIGHT


@pytest.mark.parametrize(
    "name",
    [
        "float32",
        "int64",
        "bool",
        "uint8",
        "complex64",
        "bfloat16",
        "float16",
        "int8",
        "int16",
        "int32",
        "complex128",
    ],
)
def test_every_dtype_can_be_typed(name: str) -> None:
    assert graded(value("dtype", f"torch.{name}"), name) == RIGHT


def test_an_unknown_dtype_is_asked_again() -> None:
    assert isinstance(graded(value("dtype", "torch.float64"), "float46"), Unreadable)


@pytest.mark.parametrize("text", ["a b", "  a b\n", "'a b'", '"a b"'])
def test_a_text_is_compared_without_quotes_and_surrounding_spaces(text: str) -> None:
    assert graded(value("str", "a b"), text) == RIGHT


def test_printed_lines_are_compared_line_by_line() -> None:
    assert graded(value("str", "1\n2"), "1  \n2\n") == RIGHT
    assert graded(value("str", "1\n2"), "1 2") == Grade(
        "wrong", because="PyTorch's value is different."
    )


def test_a_tuple_of_mixed_types_is_read() -> None:
    key = Value(
        "tuple",
        [{"tag": "int", "data": 1, "text": "1"}, {"tag": "str", "data": "a", "text": "a"}],
        "(1, 'a')",
    )
    assert graded(key, "(1, 'a')") == RIGHT == graded(key, "[1, 'a']")
    assert graded(key, "(1, 'b')") == Grade(
        "wrong", because="PyTorch's value is different at position 2."
    )
    assert isinstance(graded(key, "(1, {2})"), Unreadable)


def test_a_choice_is_not_a_typed_answer() -> None:
    for response in (Chosen((0,)), Entered(()), Entered(("1", "2"))):
        assert isinstance(grade(COUNT, response, never), Unreadable)


@pytest.mark.parametrize(
    "text", ["9" * 10_000, "(" * 5000, "x" * 100_000, "\0", "1" + " 000" * 2000]
)
@pytest.mark.parametrize(
    "tag", ["int", "float", "shape", "tuple", "bool", "dtype", "str", "tensor", "class", "nothing"]
)
def test_no_typed_text_raises_an_error(tag: str, text: str) -> None:
    assert isinstance(read(text, Value(tag, None, "")), Value | Unreadable)


@pytest.mark.parametrize(
    ("text", "number"),
    [("32*16*16", 8192), ("(28 - 5) // 2 + 1", 12), ("3 × 5 × 5 × 8 + 8", 608), ("2^10", 1024)],
)
def test_arithmetic_may_be_typed_for_a_number(text: str, number: int) -> None:
    assert graded(value("int", number), text) == RIGHT
    read_value = read(text, value("int", 0))
    assert isinstance(read_value, Value) and read_value.text == str(number)
    assert graded(value("float", number / 4), f"({text}) / 4", 0.01) == RIGHT


@pytest.mark.parametrize("text", ["32*", "2**9999", "1/0", "()", "2 2", "abs(3)", "1+x"])
def test_what_is_not_arithmetic_is_asked_again(text: str) -> None:
    assert isinstance(graded(value("int", 2), text), Unreadable)
