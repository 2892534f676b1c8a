"""Builds the code of a check's random test case."""

import ast
from collections.abc import Mapping

ROUNDED = {
    "randn": "({code}).round()",
    # Values below 1, such as 0.25, so that a function of fractions remains defined.
    "rand": "({code}).mul(4).floor().div(4)",
}
"""For functions that draw floats, an expression for simpler values from the same range."""


def case_code(
    seed: int, names: str, values: str, inputs: Mapping[str, str], expression: str
) -> str:
    """Return an expression that sets the seed, creates the inputs and evaluates `expression`.

    It consists of nested lambdas, so that none of its names remain defined afterwards.

    Args:
        seed: the seed.
        names: the drawn names, separated by commas.
        values: the code of their values, separated by commas.
        inputs: the code of each input, by name.
        expression: the expression to evaluate; it may use the drawn names and the inputs.
    """
    body = f"(\n{expression}\n)"
    for name, code in reversed(list(inputs.items())):
        body = f"(lambda {name}: {body})(\n{code}\n)"
    # `torch.manual_seed` takes 2 ms, which is longer than most cases.
    seeded = f"__import__('torch').default_generator.manual_seed({seed})"
    return f"(lambda _seeded, {names}: {body})({seeded}, {values})"


def listed(inputs: Mapping[str, str]) -> str:
    """Return an expression for a list of the inputs."""
    return f"[{', '.join(inputs)}]"


def with_simple_values(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the code of the inputs with simple numbers in place of `torch.randn` and `torch.rand`.

    Simple numbers are easier to read and to calculate with.
    """
    return {name: _simple(code) for name, code in inputs.items()}


def _simple(code: str) -> str:
    try:
        node = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return code
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return code
    is_torch = isinstance(node.func.value, ast.Name) and node.func.value.id == "torch"
    # A leaf that requires a gradient would no longer be a leaf.
    if not is_torch or any(keyword.arg == "requires_grad" for keyword in node.keywords):
        return code
    return ROUNDED.get(node.func.attr, "{code}").replace("{code}", code)
