"""Proves an item: first each variant, with the module of its kind, and then the item as a whole."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from msgspec import structs

from torchquiz.engine.errors import Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models import authored
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.proof.context import ProofContext
from torchquiz.engine.proof.filling import FORMULA, RUN_FILL
from torchquiz.engine.proof.item_context import ItemContext, ItemScope
from torchquiz.engine.proof.result import Proof, ProofStopped
from torchquiz.engine.proof.rules import prove_rules
from torchquiz.engine.proving.checks import check_variant
from torchquiz.engine.proving.docs import check_docs
from torchquiz.engine.proving.environment import environment_doubts
from torchquiz.engine.proving.machine_answers import machine_answers
from torchquiz.engine.proving.needs import has_valid_versions, missing_need
from torchquiz.engine.proving.parameters import idle_parameters
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.variants.grid import Combination, GridError, combinations


@dataclass(slots=True, kw_only=True)
class ItemProof(Proof):
    """The proof of an item, which contains the item unless there was a fault."""

    id: str
    variants: int = 0
    item: Item | None = None
    """The proven item, or None if it has a fault or is left out."""
    missing: str = ""
    """What the item needs and this machine lacks, such as `CUDA`. If not empty, it is left out."""

    @property
    def reported_faults(self) -> list[Fault]:
        """The faults to report. A fault that several variants share is reported once."""
        first: dict[tuple[int, int], str | None] = {}
        for fault in self.faults:
            first.setdefault((fault.line, fault.column), fault.variant)
        amendments = Counter(fault.amendment for fault in self.faults)
        reported = []
        for fault in self.faults:
            if fault.variant == first[fault.line, fault.column]:
                holds_for_all = amendments[fault.amendment] >= self.variants
                reported.append(fault if holds_for_all else _for_some(fault))
        return sorted(reported)


def _for_some(fault: Fault) -> Fault:
    """Return a fault without its amendment, which would be wrong for some of the variants."""
    if fault.amendment is None:
        return fault
    remedy = FORMULA if fault.remedy == RUN_FILL else fault.remedy
    return structs.replace(fault, amendment=None, remedy=remedy)


def cached_item_proof(item: Item) -> ItemProof:
    """Restore the proof of an item from the evidence that is stored with it."""
    return ItemProof(
        id=item.id,
        tally=item.evidence.tally,
        doubts=list(item.evidence.unproven),
        is_from_cache=True,
        variants=len(item.variants),
        item=item,
    )


def prove_item(
    item: authored.Item, scope: ItemScope, lesson: str, torch: str, workers: Workers
) -> ItemProof:
    """Prove an item. `torch` is the version of PyTorch that the workers run."""
    proof = ItemProof(id=item.id)
    if not _has_what_it_needs(item, scope, torch, workers, proof):
        return proof
    try:
        all_combinations = combinations(item)
    except GridError as error:
        proof.faults.append(scope.fault(str(error), error.remedy, *error.where))
        return proof
    proof.variants = len(all_combinations)
    variants = []
    for combination in all_combinations:
        variant = _prove_variant(item, combination, scope, workers, proof)
        if variant is not None:
            variants.append(variant)
    with suppress(ProofStopped):
        rule_context = ProofContext(scope=scope, workers=workers, proof=proof)
        prove_rules(rule_context, item.rules, item.texts())
        check_docs(rule_context, item)
    for where, code in machine_answers(item, scope.setup):
        message = f"the answer is a fact about this machine or this version of PyTorch: `{code}`."
        remedy = "Ask for something that the code determines, or say in `torch` for which versions."
        proof.faults.append(scope.fault(message, remedy, *where))
    if not proof.faults:
        _check_parameters(item, scope, variants, proof)
        for reason in environment_doubts(scope.setup, item.snippet or "", item.needs, item.torch):
            doubt = Doubt(("snippet",), reason)
            proof.doubts += [doubt] if doubt not in proof.doubts else []
    if not proof.faults:
        proof.item = Item(
            lesson,
            item.id,
            item.kind,
            item.level,
            tuple(variants),
            evidence=proof.evidence,
            docs=tuple(item.docs),
        )
    return proof


def _prove_variant(
    item: authored.Item,
    combination: Combination,
    scope: ItemScope,
    workers: Workers,
    proof: ItemProof,
) -> Variant | None:
    """Prove a variant, and add the results to `proof`. Return the variant unless it has a fault."""
    context = ItemContext(item=item, combination=combination, scope=scope, workers=workers)
    variant: Variant | None = None
    try:
        variant = KINDS[item.kind].prove(context)
        check_variant(context, variant)
    except ProofStopped:
        pass
    proof.add(context.proof)
    return None if context.proof.faults else variant


def _has_what_it_needs(
    item: authored.Item, scope: ItemScope, torch: str, workers: Workers, proof: ItemProof
) -> bool:
    """Return whether the item can be proven here. If not, record the reason."""
    if not has_valid_versions(item):
        message = f"'{item.torch}' is not a valid range of versions."
        remedy = 'Write it like ">=2.1" or ">=2.1,<2.5".'
        proof.faults.append(scope.fault(message, remedy, "torch"))
        return False
    proof.missing = missing_need(item, torch, workers)
    if not proof.missing:
        return True
    field = "needs" if proof.missing == "CUDA" else "torch"
    here = "snippets cannot use it here" if field == "needs" else f"this is PyTorch {torch}"
    proof.left_out.append(Doubt((field,), f"it needs {proof.missing}, and {here}"))
    return False


def _check_parameters(
    item: authored.Item, scope: ItemScope, variants: list[Variant], proof: ItemProof
) -> None:
    if item.unchanged is not None:
        return
    for name in idle_parameters(item, variants):
        message = f"the parameter '{name}' never changes the key."
        remedy = (
            "Make the key depend on it, give it one value, or say in `unchanged` why it varies."
        )
        proof.faults.append(scope.fault(message, remedy, "given", name))
