"""Checks the further programs that an author lists: near misses and correct programs."""

import ast
from collections.abc import Sequence

from torchquiz.engine.grading.limits import limit_results
from torchquiz.engine.grading.written_checks import check_results
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.models.answers import Check, Limits
from torchquiz.engine.models.authored import Edit, Replacement
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.variants.edits import EditError, edited
from torchquiz.engine.variants.parsing import NotPythonError, parse
from torchquiz.engine.yaml.positions import Where


def whole_program(context: ItemContext[WriteItem], edit: Edit, *where: str | int) -> str:
    """Return a whole program, which may be written as a change to the reference solution.

    Raises:
        ProofStopped: the change does not fit the reference solution.
    """
    key = context.item.key.strip("\n")
    try:
        code = edited(key, edit).code
    except EditError as error:
        if isinstance(edit, Replacement) or not _defined_names(key) <= _defined_names(edit):
            remedy = (
                "Write the whole program, or only the statements that replace statements of the "
                "key."
            )
            message = f"{str(error).replace('the snippet', 'the key')}."
            raise context.stop(message, remedy, *where) from error
        code = edit
    return context.with_values(code, *where, is_fragment=False)


def _defined_names(code: str) -> set[str]:
    """Return the names that a program defines or assigns outside functions and classes."""
    try:
        statements = parse(code.strip("\n")).body
    except NotPythonError:
        return set()
    names: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign):
            targets = (node for target in statement.targets for node in ast.walk(target))
            names |= {node.id for node in targets if isinstance(node, ast.Name)}
    return names


def check_other_right_program(
    context: ItemContext[WriteItem],
    checks: Sequence[Check],
    limits: Limits,
    code: str,
    outcome: Outcome,
    where: Where,
) -> None:
    """Require that a program listed as equally correct passes all checks and obeys all limits."""
    results = [result.checked for result in check_results(checks, outcome.answers)]
    results += limit_results(limits, code)
    failed = [result.says for result in results if not result.holds]
    why = outcome.failure or (f"it fails the check “{failed[0]}”" if failed else "")
    if why:
        message = f"this program is not right: {why.rstrip('.')}."
        context.note_fault(message, "Fix it, or delete it.", *where)
