"""Proves rules, each of which tests a general sentence with many random values.

Each rule is tested by a single job with at least 200 sets of values. A rule cannot use names from a
snippet, since its sentence must be true beyond the case that the snippet shows.
"""

import ast
from collections.abc import Iterable, Sequence
from typing import Any

from torchquiz.engine.models.authored import RuleModel, Text
from torchquiz.engine.proof.context import ProofContext
from torchquiz.engine.proof.vacuous import fixed_truth
from torchquiz.engine.sandbox.job import Ask, Job, program
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.variants.draws import Draw, DrawError, Draws, draws_of
from torchquiz.engine.variants.parsing import NotPythonError, parse, parse_expression
from torchquiz.engine.variants.substitution import written
from torchquiz.engine.yaml.positions import Where

TIMEOUT_S = 60.0
"""The time limit in seconds for testing a rule with all sets of values."""


def prove_rules(
    context: ProofContext, rules: Sequence[RuleModel], texts: Iterable[tuple[Where, Text]]
) -> None:
    """Test each rule, and record a fault for each rule that is false or tests nothing.

    Args:
        context: the proof of the item or activity that contains the rules.
        rules: the rules.
        texts: the texts around the rules; each rule's sentence must occur in one of them.
    """
    passages = [_on_one_line(text) for _, text in texts]
    for number, rule in enumerate(rules):
        if _has_faults(context, rule, passages, ("rules", number)):
            context.tally.rules.wrong += 1
        else:
            _prove_rule(context, rule, ("rules", number))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _has_faults(context: ProofContext, rule: RuleModel, passages: list[str], where: Where) -> bool:
    """Record a rule's faults that can be found without running it. Return whether any exist."""
    before = len(context.proof.faults)
    if not any(_on_one_line(rule.sentence) in passage for passage in passages):
        context.note_fault(
            "no text here contains the sentence of this rule.",
            "Copy the sentence, or some of its words, from the text that contains it.",
            *where,
            "sentence",
        )
    used: set[str] = set()
    for field in ("run", "holds", "fails"):
        code = getattr(rule, field)
        if code is not None:
            used |= _names_used(context, code, (*where, field))
    for name in rule.over:
        if name not in used and len(context.proof.faults) == before:
            message = f"`{name}` is drawn, but the rule does not use it."
            context.note_fault(message, "Use it, or remove it.", *where, "over", name)
    for field in ("holds", "fails"):
        truth = fixed_truth(getattr(rule, field) or "")
        if truth is not None:
            context.note_fault(
                f"`{field}` is {truth} for every draw, so it tests nothing.",
                "Write an expression that uses the names listed under `over`.",
                *where,
                field,
            )
    return len(context.proof.faults) > before


def _names_used(context: ProofContext, code: str, where: Where) -> set[str]:
    """Return the names that a rule's code uses. Record a fault if the code is not valid Python."""
    is_program = where[-1] == "run"
    try:
        tree = parse(code) if is_program else parse_expression(code)
    except NotPythonError as error:
        remedy = "Write statements." if is_program else "Write an expression."
        context.note_fault(f"this is not valid Python: {error.reason}.", remedy, *where)
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _prove_rule(context: ProofContext, rule: RuleModel, where: Where) -> None:
    try:
        draws = draws_of(rule.over, rule.where)
    except DrawError as error:
        context.tally.rules.wrong += 1
        context.note_fault(str(error), error.remedy, *where, *error.where)
        return
    (outcome,) = context.run([_job(context, rule, draws)], *where)
    context.require_success(outcome, "the rule", *where)
    tried: Any = plain(context.value(outcome.answers[0], "the rule", *where))
    failing, reason, sides, missed = tried
    fault = None
    if failing >= 0:
        fault = _why_it_fails(rule, draws.values[failing], reason, sides)
        context.note_fault(*fault, *where, "holds")
    elif rule.fails is not None and not missed:
        fault = (
            f"the misconception `{_on_one_line(rule.fails)}` is true for all"
            f" {len(draws.values)} draws as well.",
            "Change `fails`, or draw from wider ranges.",
        )
        context.note_fault(*fault, *where, "fails")
    _count(context, draws, where, is_wrong=fault is not None)


def _count(context: ProofContext, draws: Draws, where: Where, *, is_wrong: bool) -> None:
    if is_wrong:
        context.tally.rules.wrong += 1
    elif draws.is_enough:
        context.tally.rules.proven += 1
    else:
        context.tally.rules.unproven += 1
        context.note_doubt(
            "too few draws meet `where` for the rule to count as proven; choose ranges in "
            "which more draws do",
            *where,
            "where",
        )


def _job(context: ProofContext, rule: RuleModel, draws: Draws) -> Job:
    """Return a job that tests a rule with all sets of random values in one child process."""
    names = tuple(rule.over)
    rows = [tuple(draw.values()) for draw in draws.values]
    codes = (rule.run or "", _on_one_line(rule.holds), _on_one_line(rule.fails or ""))
    arguments = ", ".join(repr(str(code)) for code in codes)
    ask = Ask(f"_try_rule({names!r}, _draws, {arguments})")
    blocks = (*context.scope.setups, program("rules"))
    return Job(blocks, (ask,), {"_draws": rows}, timeout_s=TIMEOUT_S, purpose="rules")


def _why_it_fails(
    rule: RuleModel, draw: Draw, error: str, sides: Sequence[tuple[str, str]]
) -> tuple[str, str]:
    """Return the message and the remedy of a fault for a rule that is false for some values.

    The remedy shows both sides of the rule's comparison.
    """
    values = ", ".join(f"{name}={written(value)}" for name, value in draw.items())
    if error:
        remedy = "Leave such draws out with `where`, or say in the sentence when it applies."
        if error.startswith("NameError"):
            remedy = (
                "Use only names from the setup, `over` or `run`; the snippet is not run for a rule."
            )
        return f"the rule cannot be tested for {values}: {error.rstrip('.: ')}.", remedy
    width = max((len(code) for code, _ in sides), default=0)
    compared = "\n".join(f"{code + ':':{width + 1}} {value}" for code, value in sides)
    message = f"the rule does not hold for {values}: `{_on_one_line(rule.holds)}` is false."
    return message, compared or "Change the sentence and the rule, or leave such draws out."
