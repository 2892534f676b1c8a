"""Puts other numbers and lists of other lengths into code, to call a function with other inputs."""

import ast
import random
from collections.abc import Sequence

LARGEST = 9
"""The largest number that replaces a number in a list."""
KEPT = 0.3
"""The probability that a number stays as it is."""
LARGE = 1000
"""The factor by which floats in lists may become larger, so that overflows show."""
SCALED = 0.2
"""The probability that floats become large."""
RESIZED = 0.5
"""The probability that lists get another length."""


def with_other_inputs(tree: ast.AST, chance: random.Random) -> str:
    """Return the code of a syntax tree with other numbers, and perhaps lists of another length.

    Lists of the same length keep a common length, and equal numbers outside of lists stay equal.
    Lists of whole numbers that may be indices or labels keep their largest number.
    """
    copy = ast.parse(ast.unparse(tree))
    return ast.unparse(ast.fix_missing_locations(_Variation(chance).visit(copy)))


class _Variation(ast.NodeTransformer):
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lengths: dict[int, int] = {}
        self._sizes: dict[float, float] = {}
        self._is_resized = chance.random() < RESIZED
        self._scale = LARGE if chance.random() < SCALED else 1

    def visit_List(self, node: ast.List) -> ast.AST:
        """Vary the length of a list, and its elements."""
        elements = self._resized(node.elts) if self._is_resized and node.elts else node.elts
        numbers = [number for element in elements if (number := _number(element)) is not None]
        may_be_indices = all(isinstance(number, int) and number >= 0 for number in numbers)
        most = int(max(numbers, default=0)) if may_be_indices else LARGEST
        least = 0 if may_be_indices else -LARGEST
        node.elts = [self._element(element, least, most) for element in elements]
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Vary a number outside of lists, such as a size."""
        number = _number(node)
        if number is None or self._chance.random() < KEPT:
            return node
        other = self._chance.choice([number + 1, max(number - 1, 0), 2 * number, 3])
        return ast.Constant(self._sizes.setdefault(number, other))

    def _element(self, element: ast.expr, least: int, most: int) -> ast.expr:
        """Return another element of a list, whose numbers are between `least` and `most`."""
        number = _number(element)
        if number is None:
            visited = self.visit(element)
            assert isinstance(visited, ast.expr)
            return visited
        if self._chance.random() < KEPT:
            return element
        if isinstance(number, float):
            return ast.Constant(round(self._chance.uniform(least, most) * self._scale, 1))
        return ast.Constant(self._chance.randint(least, most))

    def _resized(self, elements: Sequence[ast.expr]) -> list[ast.expr]:
        """Return as many elements as lists of this length get, repeating some if necessary."""
        length = len(elements)
        if length not in self._lengths:
            self._lengths[length] = self._chance.choice([max(1, length - 1), length + 1, 1])
        chosen = [elements[at % length] for at in range(self._lengths[length])]
        return [ast.parse(ast.unparse(element), mode="eval").body for element in chosen]


def _number(node: ast.expr) -> int | float | None:
    """Return the number that an expression states, such as `2` or `-0.5`, or None."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None
    return value if type(value) in (int, float) else None
