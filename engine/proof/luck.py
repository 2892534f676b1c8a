"""Determines whether an answer may depend on random numbers, set order or memory addresses.

Two runs that agree do not prove that a value is certain, because a random number may matter only
once in 10,000 runs. This module therefore follows the code statement by statement to find the names
that depend on chance. Shapes, dtypes and other properties of a random tensor are certain. It does
not find hidden sources of chance, such as a function that is looked up by its name.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache

from torchquiz.engine.proof.luck_kinds import NameKinds
from torchquiz.engine.proof.luck_names import (
    ADDRESSES,
    DRAWING_LAYERS,
    ORDER_FREE,
    ORDERED,
    OVERWRITING,
    PROPERTIES,
    SEEDS,
    UNINITIALISED,
)
from torchquiz.engine.proof.luck_syntax import (
    base_name,
    changed_name,
    compares_identities,
    has_keyword,
    is_draw,
    is_full_slice,
    last_name,
    shuffles,
    tests_membership,
)

SEEDING = ("torch.manual_seed", "random.seed", "np.random.seed", "numpy.random.seed")
GRADIENT_WORDS = ("backward", "autograd", ".grad =")
"""Words in code without which no tensor gets a gradient."""
SET_ORDER = "the order of a set of strings differs from run to run"


@lru_cache(maxsize=256)
def luck_in(setup: str, snippet: str, ask: str | None) -> str:
    """Return the reason why the value of `ask` may depend on chance.

    Return an empty string if it does not.

    Args:
        setup: the code that runs before the snippet.
        snippet: the snippet.
        ask: the expression to evaluate; None stands for the printed output.
    """
    try:
        trees = [ast.parse(setup), ast.parse(snippet)]
        asked = ast.parse(ask.strip(), mode="eval").body if ask else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    follower = _Follower()
    code = f"{setup}\n{snippet}"
    follower.has_gradients = any(word in code for word in GRADIENT_WORDS)
    try:
        for tree in trees:
            follower.printed = ""
            follower.follow(tree.body)
        return follower.reason(asked) if asked else follower.printed
    except RecursionError:
        return ""


class _Follower:
    """Follows code statement by statement, recording which names depend on chance and why."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._kinds = NameKinds()
        self._certain: set[str] = set()
        """Names of functions whose results do not depend on chance even if their arguments do."""
        self._makers: dict[str, str] = {}
        """The reason why the result of each function or class depends on chance unless seeded."""
        self._is_seeded = False
        self.has_gradients = True
        """Whether any code computes gradients; if none does, every `.grad` is None."""
        self.printed = ""
        """The reason why the printed output may depend on chance."""

    def follow(self, statements: list[ast.stmt]) -> None:
        """Follow a list of statements, in order."""
        for statement in statements:
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                self._assign(statement)
            elif isinstance(statement, ast.Expr):
                self._call(statement.value)
            elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self._makers[statement.name] = self._reason_of_definition(statement)
                self._kinds.note_definition(statement)
            elif isinstance(statement, ast.For):
                self._loop(statement)
            else:
                for name in ("body", "orelse", "finalbody"):
                    self.follow(getattr(statement, name, []))

    def _loop(self, loop: ast.For) -> None:
        """Follow a `for` loop.

        If the loop iterates over random values and its body overwrites them, they no longer depend
        on chance.
        """
        is_ordered = self._kinds.is_set(loop.iter)
        if is_ordered:
            self._set_target(loop.target, SET_ORDER)
        else:
            self._set_elements(loop.target, loop.iter)
        was_uncertain = bool(self.reason(loop.target))
        self.follow(loop.body)
        if was_uncertain and not is_ordered and not self.reason(loop.target):
            inside = loop.iter.func if isinstance(loop.iter, ast.Call) else loop.iter
            self._reasons[base_name(inside)] = ""

    def _reason_of_definition(self, definition: ast.FunctionDef | ast.ClassDef) -> str:
        """Return the reason why the result of calling a function or class depends on chance.

        Return an empty string if it does not.
        """
        inner = _Follower()
        inner._makers = self._makers
        inner.follow(definition.body)
        if isinstance(definition, ast.ClassDef):
            return inner._makers.get("__init__", "")
        if definition.name == "__init__":
            return inner._any(iter(definition.body))
        returned = [node.value for node in ast.walk(definition) if isinstance(node, ast.Return)]
        reason = next(filter(None, map(inner.reason, returned)), "")
        given = {argument.arg: "an argument" for argument in definition.args.args}
        inner._reasons = self._reasons | given
        inner.follow(definition.body)
        if not any(map(inner.reason, returned)):
            self._certain.add(definition.name)
        return reason

    def reason(self, node: ast.AST | None) -> str:
        """Return the reason why an expression may depend on chance.

        Return an empty string if it does not.
        """
        if node is None or isinstance(node, ast.Constant):
            return ""
        if isinstance(node, ast.Name):
            return self._reasons.get(node.id, "")
        if isinstance(node, ast.Attribute):
            is_unset = node.attr == "grad" and not self.has_gradients
            return "" if node.attr in PROPERTIES or is_unset else self.reason(node.value)
        if isinstance(node, ast.Call):
            return self._reason_of_call(node)
        if isinstance(node, ast.Compare) and compares_identities(node):
            return ""
        if isinstance(node, ast.Compare) and tests_membership(node):
            sides = [node.left, *node.comparators]
            return self._any(side for side in sides if not self._kinds.is_dictionary(side))
        if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp):
            return self._reason_of_comprehension(node)
        return self._any(ast.iter_child_nodes(node))

    def _any(self, nodes: Iterator[ast.AST]) -> str:
        return next(filter(None, map(self.reason, nodes)), "")

    def _reason_of_call(self, call: ast.Call) -> str:
        name = last_name(call.func)
        if name in PROPERTIES or _is_dropout_off(call, name):
            return ""
        own = self._reason_of_function(call, name)
        if name in self._certain:
            return own
        parts = list(ast.iter_child_nodes(call))
        if name in ("str", "repr"):
            parts = [part for part in parts if not self._kinds.is_module(part)]
        if name in OVERWRITING:
            parts = list(call.args)
        if name in ORDERED | ORDER_FREE:
            # The keys of a dictionary are certain, even if its values are not.
            parts = [part for part in parts if not self._kinds.is_dictionary(part)]
        inner = own or self._any(iter(parts))
        if name in ORDER_FREE and inner == SET_ORDER:
            return ""
        if name == "keys" and inner != SET_ORDER:
            return ""
        if not inner and name in ORDERED and any(map(self._kinds.is_set, call.args)):
            return SET_ORDER
        return inner

    def _reason_of_function(self, call: ast.Call, name: str) -> str:
        """Return the reason why a function's result depends on chance, whatever its arguments.

        Return an empty string if it does not.
        """
        is_free = not self._is_seeded and not has_keyword(call, "generator")
        if name in ADDRESSES:
            return f"`{name}` returns an address or a number that differs from run to run"
        if name in UNINITIALISED:
            return f"`{name}` does not initialise its memory"
        if is_free and "Dropout" in name and name in DRAWING_LAYERS:
            return f"`{name}` drops values at random, without a seed"
        if is_free and name in DRAWING_LAYERS:
            return f"`{name}` initialises its parameters randomly, without a seed"
        if is_free and is_draw(call.func, name):
            return f"`{name}` draws random numbers without a seed"
        if is_free and shuffles(call, name):
            return "`DataLoader` shuffles without a seed"
        return self._makers.get(name, "") if is_free else ""

    def _reason_of_comprehension(
        self, node: ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp
    ) -> str:
        for generator in node.generators:
            is_ordered = self._kinds.is_set(generator.iter) and not isinstance(node, ast.SetComp)
            self._set_elements(generator.target, generator.iter)
            if is_ordered:
                return SET_ORDER
        # The number of elements that a comprehension visits is certain, but its conditions may not
        # be.
        conditions = [condition for generator in node.generators for condition in generator.ifs]
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return self._any(iter([*results, *conditions]))

    def _assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in SEEDING:
            self._is_seeded = True
        reason = self.reason(node.value)
        for target in targets:
            if isinstance(node, ast.AugAssign):
                self._set_target(target, reason or self.reason(target))
                continue
            self._set_target(target, reason)
            if isinstance(target, ast.Name) and node.value is not None:
                self._kinds.note_value(target.id, node.value)

    def _set_elements(self, target: ast.expr, iterable: ast.expr) -> None:
        """Record the reasons why the elements of an iterable depend on chance.

        The keys of a dictionary and the names of a module's parts are certain.
        """
        reason = self.reason(iterable)
        if reason != SET_ORDER and self._kinds.is_dictionary(iterable):
            reason = ""
        self._set_target(target, reason)
        if isinstance(target, ast.Tuple) and self._kinds.yields_named_pairs(iterable):
            self._set_target(target.elts[0], "")

    def _set_target(self, target: ast.expr, reason: str) -> None:
        """Record, for each name in an assignment target, the reason why it depends on chance.

        Assigning to a part of a value can make the value uncertain, but not certain.
        """
        if isinstance(target, ast.Name):
            self._reasons[target.id] = reason
        elif isinstance(target, ast.Tuple | ast.List):
            for element in target.elts:
                self._set_target(element, reason)
        elif isinstance(target, ast.Starred):
            self._set_target(target.value, reason)
        elif name := base_name(target):
            is_whole = isinstance(target, ast.Attribute) or is_full_slice(target)
            if reason or is_whole:
                self._reasons[name] = reason

    def _call(self, node: ast.expr) -> None:
        """Follow an expression that is used as a statement, such as `x.normal_()` or `print(x)`."""
        if not isinstance(node, ast.Call):
            return
        name = last_name(node.func)
        if name in SEEDS:
            self._is_seeded = True
        elif name == "print":
            found = self._any(part for part in node.args if not self._kinds.is_module(part))
            is_ordered = any(map(self._kinds.is_set, node.args))
            self.printed = self.printed or found or (SET_ORDER if is_ordered else "")
        elif name == "backward":
            reason = self.reason(node)
            self._reasons |= {
                leaf: self._reasons.get(leaf) or reason for leaf in self._kinds.leaves
            }
        elif name == "eval" and "Dropout" in self._reasons.get(base_name(node.func), ""):
            self._reasons[base_name(node.func)] = ""
        elif changed := changed_name(node):
            given = self._any(argument for argument in node.args if base_name(argument) != changed)
            before = "" if name in OVERWRITING else self._reasons.get(changed, "")
            self._reasons[changed] = self._reason_of_function(node, name) or before or given


def _is_dropout_off(call: ast.Call, name: str) -> bool:
    """Return whether an expression is a dropout layer in evaluation mode: `nn.Dropout().eval()`."""
    maker = call.func.value if isinstance(call.func, ast.Attribute) else None
    return name == "eval" and isinstance(maker, ast.Call) and "Dropout" in last_name(maker.func)
