"""Every type of mistake is planted where learners make it, and no program occurs twice."""

import pytest

from torchquiz.engine.proof.mutants.mutant import mutants


def made_from(code: str) -> list[str]:
    return [mutant.new or mutant.code for mutant in mutants(code)]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("total += loss.item()", "total += loss"),
        ("total += (a + b).item()", "total += (a + b)"),
        ("value = float(loss)", "value = (loss)"),
        ("copy = x.clone()", "copy = x"),
        ("best = copy.deepcopy(net)", "best = (net)"),
        ("y = x.detach()", "y = x"),
        ("y = x.mean(dim=1)", "y = x.sum(dim=1)"),
        ("y = x.mean(dim=1)", "y = x.mean(dim=0)"),
        ("y = x.mean(dim=1)", "y = x.mean()"),
        ("y = x.sum(dim=(1, 2))", "y = x.sum(dim=(2,))"),
        ("y = x.sum(dim=1, keepdim=True)", "y = x.sum(dim=1)"),
        ("y = x.long()", "y = x.int()"),
        ("y = x.float()", "y = x"),
        ("y = torch.ones(3, dtype=torch.float32)", "y = torch.ones(3, dtype=torch.float64)"),
        ("y = x[1:n]", "y = x[2:n]"),
        ("y = x[1:n]", "y = x[1:n - 1]"),
        ("y = range(n)", "y = range(n - 1)"),
        ("y = range(n)", "y = range(1, n)"),
        ("y = n // 2", "y = (-(-(n) // (2)))"),
        ("y = len(x) < n", "y = len(x) <= n"),
        ("y = (a - b) * c", "y = (b - a) * c"),
        ("y = a / n", "y = a"),
        ("y = a @ b", "y = a * b"),
        ("weight -= step", "weight = weight - (step)"),
        ("requires(x, True)", "requires(x, False)"),
    ],
)
def test_each_mistake_changes_only_its_place(line: str, wrong: str) -> None:
    assert wrong in made_from(line)


@pytest.mark.parametrize(
    ("code", "equal"),
    [
        ("y = (a - b).pow(2)", "y = (b - a).pow(2)"),
        ("y = (a - b) ** 2", "y = (b - a) ** 2"),
        ("y = torch.abs(a - b)", "y = torch.abs(b - a)"),
        ("y = (a - b).norm(dim=1)", "y = (b - a).norm(dim=1)"),
        ("y = x.topk(k, dim=1)", "y = x.topk(k)"),
        ("y = 10000 ** x", "y = 10001 ** x"),
        ("y = x / (n + 1e-6)", "y = x / (n - 1e-06)"),
        ("y = x / (n + eps)", "y = x / (n - eps)"),
        ("y = torch.zeros(n)\nfor i in range(n):\n    y[i] = i", "y = torch.ones(n)"),
    ],
)
def test_a_change_that_makes_no_difference_is_not_tried(code: str, equal: str) -> None:
    assert equal not in made_from(code)


def test_what_a_tensor_contains_matters_unless_loops_write_every_element() -> None:
    code = "y = torch.zeros(n, n)\nfor i in range(n):\n    y[i, :i] = 1"
    assert "y = torch.ones(n, n)" in made_from(code)


def test_no_grad_is_forgotten_or_too_wide_or_replaced() -> None:
    code = "def f(x):\n    x = x + 1\n    with torch.no_grad():\n        y = x * 2\n    return y\n"
    codes = [mutant.code for mutant in mutants(code)]
    assert "def f(x):\n    x = x + 1\n    y = x * 2\n    return y\n" in codes
    assert code.replace("no_grad", "inference_mode") in codes
    assert any(made.startswith("def f(x):\n    with torch.no_grad():\n") for made in codes)


def test_an_argument_is_changed_in_place() -> None:
    assert "return x.clamp_(min=0)" in made_from("def f(x):\n    return x.clamp(min=0)")
    assert "x -= 1" in made_from("def f(x):\n    x = x - 1\n    return x")


def test_a_line_is_left_out_and_named_as_missing() -> None:
    code = "def step(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n"
    sentences = [mutant.sentence for mutant in mutants(code)]
    assert "the program without `optimizer.zero_grad()`" in sentences


def test_the_calls_of_a_step_are_swapped_and_a_return_moves_into_the_loop() -> None:
    code = (
        "def f(losses):\n    total = 0\n    for loss in losses:\n        loss.zero_grad()\n"
        "        loss.backward()\n        total += loss\n    return total\n"
    )
    made = {mutant.sentence: mutant.code for mutant in mutants(code)}
    swapped = made["a program with this mistake: `loss.backward()` before `loss.zero_grad()`"]
    assert "loss.backward()\n        loss.zero_grad()\n" in swapped
    inside = made["a program with this mistake: `return` inside the loop"]
    assert inside.endswith("        total += loss\n        return total\n")


def test_a_function_that_returns_its_first_result_again_behaves_like_that() -> None:
    (mutant,) = (made for made in mutants("def f(x):\n    return x") if "first" in made.mistake)
    names: dict[str, object] = {}
    exec(f"{mutant.code}\nfirst, second = f(3), f(4)", names)
    assert (names["first"], names["second"]) == (3, 3)
    assert mutant.sentence.startswith("a program in which `f` returns the result of its first call")


def test_equal_programs_and_known_ones_are_left_out() -> None:
    codes = [mutant.code for mutant in mutants("y = x.mean(dim=1)", known=["y = x.sum( dim=1 )"])]
    assert "y = x.sum(dim=1)" not in codes and "y = x.mean(dim=0)" in codes
    assert len(codes) == len(set(codes))


def test_lines_of_the_starting_code_keep_their_numbers_but_not_their_histories() -> None:
    code = "def f(x):\n    y = x[1:]\n    return y.item()"
    made = [mutant.new for mutant in mutants(code, starter=code + "\n")]
    assert "return y" in made and "y = x[2:]" not in made


def test_only_the_given_pieces_are_changed() -> None:
    code = "a = 1\nb = 1"
    assert {mutant.code for mutant in mutants(code, within=[(4, 5)])} == {"a = 2\nb = 1"}


def test_the_index_of_the_changed_line_is_that_of_the_right_program() -> None:
    code = "a = 'é'\nb = x.item()"
    (mutant,) = (made for made in mutants(code) if made.new == "b = x")
    assert (mutant.line, mutant.old) == (1, "b = x.item()")
