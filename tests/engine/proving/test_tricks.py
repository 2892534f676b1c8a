"""Items with a planted trick, each of which would once have passed a proof."""

from pathlib import Path

import pytest

from tests.engine.results import Check

pytest_plugins = ["tests.engine.fixtures"]

HEAD = """\
lesson: tricks
setup: |
  import torch
  from torch import nn
  import torch.nn.functional as F
items:
  - id: trick
"""


def said_of(check: Check, bank: Path, item: str, *options: str) -> str:
    """Check a lesson with one item, and return everything that is said about it."""
    lines = "".join(f"    {line}\n" if line else "\n" for line in item.strip("\n").split("\n"))
    bank.write_text(HEAD + lines)
    result = check(bank, *options)
    return result.out + result.err


def predict(solution: str, because: str = "It is not.", more: str = "") -> str:
    return f"""
kind: predict
stem: What are the strides?
snippet: |
  x = torch.zeros(3, 4)
  y = x[:2]
  s = x.stride()
ask: s
key: (4, 1)
distractors:
  - {{value: "(3, 1)", because: {because}}}
  - {{value: "(1, 27)"}}
solution: "{solution}"
{more}"""


def claim(snippet: str, holds: str, text: str = "It is so.", setup: str = "") -> str:
    given = f"setup: |\n  import torch\n  from torch import nn\n  {setup}\n" if setup else ""
    lines = snippet.replace("\n", "\n  ")
    return f"""
kind: claim
stem: What is true?
{given}snippet: |
  {lines}
key: {{text: "{text}", holds: "{holds}"}}
distractors: [{{text: "It has 27 elements, not so few.", holds: "y.numel() == 27"}}]
solution: It is as the code says.
"""


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("Since `x` is not contiguous, a copy is made.", "it says that `x` is not contiguous, but"),
        ("`x` has 12 elements, and `y` has nine elements.", "it says that `y` has nine elements"),
        ("`y` does not share memory with `x`.", "is not so"),
        ("`x` has the shape (4, 3).", "the shape (4, 3) is not computed anywhere"),
        ("After line 2, `y.dim()` is 3.", "at no point of the correct program is that so"),
        ("`y` has its own memory.", "it says that `y` has its own memory, but"),
        ("`x` is a vector.", "it says that `x` is a vector, but"),
        ("`y` has more rows than `x`.", "it says that `y` has more rows than `x`, but"),
        ("`x` and `y` do not share memory.", "`x` and `y` do not share memory, but"),
        ("`x` and `y` have the same shape.", "`x` and `y` have the same shape, but"),
        ("Here, `s[0]` is smaller than `s[1]`.", "`s[0]` is smaller than `s[1]`, but"),
        ("`y` still has a `grad_fn`.", "`y` still has a `grad_fn`, but"),
        ("`y` is a copy of `x`.", "it says that `y` is a copy of `x`, but"),
        ("`x` is an integer tensor.", "it says that `x` is an integer tensor, but"),
        ("The sum of `x` is 4.", "it says that sum of `x` is 4, but after the correct program"),
        ("`x.stride()` is (3, 4).", "`x.stride()` is (3, 4), but after the correct program"),
        ("The layer has 55 weights.", "the number 55 is not computed anywhere"),
        ("This is ten times the size.", "ten times the"),
        ("TBD", "this text is not finished: it contains TBD"),
    ],
)
def test_a_false_sentence_is_seen(check: Check, bank: Path, solution: str, reason: str) -> None:
    assert reason in said_of(check, bank, predict(solution))


@pytest.mark.parametrize(("count", "is_right"), [(2, True), (6, True), (8, False)])
def test_parameters_are_counted_as_tensors_or_as_numbers(
    check: Check, bank: Path, count: int, is_right: bool
) -> None:
    item = """
kind: predict
stem: What is the shape of the output?
snippet: |
  layer = nn.Linear(2, 2)
  y = layer(torch.zeros(8, 2))
ask: y.shape
key: (8, 2)
distractors: [{value: "(2, 8)"}]
solution: "`layer` has COUNT parameters."
"""
    said = said_of(check, bank, item.replace("COUNT", str(count)))
    assert ("all proven" in said) is is_right


@pytest.mark.parametrize(
    "solution",
    [
        "`x` is contiguous, and `y` has 8 elements.",
        "`y` is a view of `x`, and `y` shares its memory with `x`.",
        "`x` is a matrix, `y` has fewer elements than `x`, and `x` and `y` have the same dtype.",
        "The maximum of `x` is 0, `x` is a float tensor, and `x.stride()` is (4, 1).",
        "`s[0]` is larger than `s[1]`, and `x` is larger than `y`. `y` has no `grad_fn`.",
        "`y` has the shape (2, 4), so its memory is that of 8 of the 12 numbers.",
        "First, `x.dim()` is 2, and then `y.dim()` is 2.",
        "What `y` leaves out of `x` is 3.0 % of nothing; line 3 reads the strides.",
        "Two thirds of the 12 numbers are in `y`, which makes 8.",
    ],
)
def test_a_true_sentence_is_left_alone(check: Check, bank: Path, solution: str) -> None:
    out = said_of(check, bank, predict(solution.replace("is 3.0 % of nothing", "is a row")))
    assert "all proven" in out


def test_a_sentence_is_compared_with_the_last_variant_as_well(check: Check, bank: Path) -> None:
    item = predict("`y` is contiguous.", more="given: {n: [4, 3]}\nunchanged: The columns.")
    out = said_of(check, bank, item.replace("x[:2]", "x[:, :n]"))
    assert "it says that `y` is contiguous, but after the correct program it is not so" in out


def test_a_known_figure_that_only_a_wrong_option_has_is_seen(check: Check, bank: Path) -> None:
    out = said_of(check, bank, predict("There are 27 strides.", more="known: [27]"))
    assert "27 is the value of a wrong option" in out
    assert "wrong option, not" not in said_of(
        check, bank, predict("There are 39 of them.", more="known: [39]")
    )


def test_an_explanation_that_speaks_of_another_option_is_seen(check: Check, bank: Path) -> None:
    item = predict("It is.", because="A stride of 27 would skip too much.")
    assert "27" in said_of(check, bank, item)
    swapped = """
kind: complete
stem: Fill in the blank to get running totals.
snippet: t = torch.tensor([1, 2, 3]).____
goal: t.tolist() == [1, 3, 6]
key: cumsum(0)
distractors:
  - {code: cumprod(0), because: "`diff` gives differences of neighbours."}
  - {code: diff(), because: "`cumprod` multiplies instead of adding."}
"""
    out = said_of(check, bank, swapped)
    assert "this explanation speaks of `diff`, which only another wrong option contains" in out
    right = swapped.replace("`diff` gives", "`cumprod` gives no").replace("`cumprod` multi", "It ")
    assert "another wrong option" not in said_of(check, bank, right)


@pytest.mark.parametrize(
    ("holds", "reason"),
    [
        ("len(y) >= 0", "something is not negative"),
        ("y.numel() >= 0", "something is not negative"),
        ("(y ** 2).sum() >= 0", "something is not negative"),
        ("y.clone() is not None", "only tests whether there is a result"),
    ],
)
def test_a_condition_that_can_only_be_true_is_seen(
    check: Check, bank: Path, holds: str, reason: str
) -> None:
    assert reason in said_of(check, bank, claim("y = torch.ones(3)", holds))


def test_a_statement_that_says_more_than_its_code_is_seen(check: Check, bank: Path) -> None:
    item = claim("y = torch.ones(3)", "y.sum() == 3", "Every tensor has a sum of 3.")
    assert "it says “Every tensor”, but the code tests one example" in said_of(check, bank, item)


def test_an_option_that_names_itself_is_seen(check: Check, bank: Path) -> None:
    item = claim("y = torch.ones(3)", "y.sum() == 3", "The sum is 3 (this is the right one).")
    assert "“(this is the right one)” tells learners whether" in said_of(check, bank, item)
    item = claim("y = torch.ones(3)", "y.sum() == 3", "The sum is the right answer, 3.")
    assert "“right answer” reveals whether this option is right" in said_of(check, bank, item)


def test_a_right_option_about_the_others_is_a_fault(check: Check, bank: Path) -> None:
    item = claim("y = torch.ones(3)", "y.sum() == 3", "All of the above.")
    assert "“All of the above.” does not say which ones it means" in said_of(check, bank, item)


@pytest.mark.parametrize("words", ["The correct answer is B.", "So the right option is (C)."])
def test_a_solution_that_names_the_right_option_by_its_letter_is_a_fault(
    check: Check, bank: Path, words: str
) -> None:
    assert "may be wrong.\n  Name the option itself." in said_of(check, bank, predict(words))


def test_a_key_that_is_a_number_which_its_condition_does_not_test_is_a_fault(
    check: Check, bank: Path
) -> None:
    item = claim("y = torch.ones(30) * 0.5", "y.sum() == 15", "0.75")
    assert "the key is 0.75, which neither its condition nor" in said_of(check, bank, item)
    assert "the key is" not in said_of(check, bank, item.replace('"0.75"', '"15"'))


@pytest.mark.parametrize(
    ("snippet", "holds"),
    [
        ("v = torch.__version__", "v.startswith('2.')"),
        ("v = torch.cuda.is_available()", "v in (True, False)"),
        ("v = 0", "torch.get_num_threads() > v"),
    ],
)
def test_an_answer_that_is_a_fact_about_the_machine_is_a_fault(
    check: Check, bank: Path, snippet: str, holds: str
) -> None:
    item = claim(f"y = torch.ones(3)\n{snippet}", holds)
    assert "a fact about this machine or this version of PyTorch" in said_of(check, bank, item)


def test_an_answer_that_only_uses_such_a_fact_is_none(check: Check, bank: Path) -> None:
    chosen = "d = 'cuda' if torch.cuda.is_available() else 'cpu'\ny = torch.ones(3).to(d)"
    assert "a fact about" not in said_of(check, bank, claim(chosen, "y.shape == (3,)"))


def test_a_condition_that_holds_with_most_seeds_is_a_fault(check: Check, bank: Path) -> None:
    item = claim("y = torch.randn(4)", "y.max() > -0.9 and y.sum() < 3")
    out = said_of(check, bank, item)
    assert "depends on chance: it is with" in out or "this statement is marked as true" in out
    seeded = claim("torch.manual_seed(0)\ny = torch.randn(4)", "y.sum() < 3")
    assert "depends on chance" not in said_of(check, bank, seeded)


@pytest.mark.parametrize(
    ("setup", "reason"),
    [
        ("type(torch.ones(1)).sum = lambda self: torch.tensor(3.)", "`torch.Tensor.sum`"),
        ("len = lambda x: 3", "`len`"),
        ("F = dict(a=1)", "`F`"),
        ("torch.set_printoptions(precision=1)", "the setup changes how tensors are printed"),
        ("torch.use_deterministic_algorithms(True)", "the setup changes whether algorithms are"),
        ("torch.autograd.set_grad_enabled(False)", "the setup changes whether gradients are"),
    ],
)
def test_a_detour_that_changes_pytorch_is_seen(
    check: Check, bank: Path, setup: str, reason: str
) -> None:
    item = claim("y = torch.ones(3)", "y.sum() == 3", setup=setup)
    assert reason in said_of(check, bank, item)


def test_a_replacement_disguised_as_a_wrapper_is_seen(check: Check, bank: Path) -> None:
    disguised = "import functools; torch.relu = functools.wraps(torch.relu)(lambda x: x)"
    item = claim("y = torch.ones(3)", "y.sum() == 3", setup=disguised)
    assert "`torch.relu`" in said_of(check, bank, item)


@pytest.mark.parametrize(
    ("snippet", "reason"),
    [
        ("y = torch.range(1, 3)", "PyTorch warns: “torch.range is deprecated"),
        (
            "y = torch.norm(torch.ones(9))",
            "`torch.norm` is outdated; use `torch.linalg.vector_norm`",
        ),
        ("y = torch.ones(3) * hasattr(torch, 'compile')", "differs between versions of PyTorch"),
    ],
)
def test_code_that_depends_on_the_version_is_seen(
    check: Check, bank: Path, snippet: str, reason: str
) -> None:
    item = claim(snippet, "y.sum() > 2")
    assert reason in said_of(check, bank, item)
    assert reason not in said_of(check, bank, item + "torch: '>=2'")


def test_another_line_than_the_one_that_raises_is_seen(check: Check, bank: Path) -> None:
    item = """
kind: raises
stem: Where does it fail?
snippet: |
  a = torch.zeros(2, 3)
  b = a @ a
key: RuntimeError
line: 2
distractors: [{raises: none}]
solution: Line 1 multiplies what does not fit.
"""
    assert "it explains line 1, but line 2 raises the exception" in said_of(check, bank, item)
    assert "all proven" in said_of(check, bank, item.replace("Line 1 mul", "Line 2 mul"))


def test_an_index_that_is_drawn_without_a_seed_is_seen(check: Check, bank: Path) -> None:
    item = """
kind: raises
stem: Does it fail?
snippet: y = torch.zeros(3)[torch.randint(3, 9, (1,)).item()]
key: IndexError
distractors: [{raises: none}]
"""
    assert "an index may depend on chance" in said_of(check, bank, item)


def test_a_misused_name_that_the_explanation_does_not_mention_is_seen(
    check: Check, bank: Path
) -> None:
    item = """
kind: complete
stem: Fill in the layer.
snippet: y = nn.____(1, 4, 3)(torch.zeros(1, 1, 9, 9))
goal: y.shape == (1, 4, 7, 7)
key: Conv2d
distractors:
  - {code: Conv2D, because: Padding is added here.}
  - {code: ConvTranspose2d, because: The image becomes larger.}
"""
    assert "which its explanation does not mention" in said_of(check, bank, item)
    right = item.replace("Padding is added here.", "There is no such layer.")
    assert "does not mention" not in said_of(check, bank, right)


def test_a_card_whose_back_has_another_number_is_seen(check: Check, bank: Path) -> None:
    item = """
kind: card
stem: How many weights has `nn.Linear(10, 5)`?
snippet: layer = nn.Linear(10, 5)
show: layer.weight.numel()
back: It has 55 weights.
"""
    assert "it states numbers, but not 50" in said_of(check, bank, item)
    assert "all proven" in said_of(check, bank, item.replace("55", "50"))


def test_a_figure_that_differs_from_run_to_run_is_seen(check: Check, bank: Path) -> None:
    item = """
kind: card
stem: What is the mean?
snippet: x = torch.randn(50)
back: It is about zero, here {x.mean():.2f}.
"""
    assert "depends on chance" in said_of(check, bank, item)


def test_a_question_that_ignores_its_code_is_seen(check: Check, bank: Path) -> None:
    item = predict("It is so.").replace("ask: s", "ask: (4, 1)")
    assert "`ask` uses none of the names in the code" in said_of(check, bank, item)


def test_a_twin_with_other_names_is_seen(check: Check, bank: Path) -> None:
    item = predict("It is so.")
    other = item.replace("x", "a").replace("s = ", "r = ").replace("ask: s", "ask: r")
    twin = "\n".join(f"  {line}" for line in ("id: other" + other.replace("ma", "ma")).split("\n"))
    assert "it has the same code" not in said_of(check, bank, item)
    lesson = bank.read_text() + "  - " + twin.strip().replace("\n  ", "\n    ") + "\n"
    bank.write_text(lesson)
    assert "it has the same code, question and answer as the item 'trick'" in check(bank).out


def test_an_explanation_that_explains_nothing_is_advised_against(check: Check, bank: Path) -> None:
    out = said_of(check, bank, predict("See the documentation.", "It fails."), "--advice")
    assert "“It fails.” explains nothing" in out
    assert "“See the documentation.” explains nothing" in out


def test_a_question_that_names_the_setting_of_a_wrong_option_is_a_fault(
    check: Check, bank: Path
) -> None:
    item = """
kind: predict
stem: With a kernel of 5, what is the length of `y`?
snippet: y = nn.Conv1d(1, 1, kernel_size=3)(torch.zeros(1, 1, 9))[0, 0]
ask: len(y)
key: 7
distractors: [{value: 5}]
"""
    message = "it says “kernel of 5”, but in the code, kernel_size is 3."
    assert message in said_of(check, bank, item)
    assert "all proven" in said_of(check, bank, item.replace("kernel of 5", "kernel of 3"))
