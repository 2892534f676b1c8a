"""Proves one item: every variant by its kind, then what holds for the item as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from torchquiz.engine.errors import Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models import authored
from torchquiz.engine.models.evidence import Doubt, Evidence, Tally
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.proof.context import Case, Ground, Refused
from torchquiz.engine.proof.filling import FORMULA, RUN_FILL
from torchquiz.engine.proving.checks import check_variant, idle_parameters
from torchquiz.engine.proving.environment import reasons
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.variants.grid import Combination, GridError, combinations


@dataclass(slots=True)
class ItemProof:
    """What came of proving an item."""

    id: str
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[Doubt] = field(default_factory=list)
    variants: int = 0
    item: Item | None = None
    """None when it has a fault, or does not hold for this version of PyTorch."""
    is_from_cache: bool = False

    @property
    def told(self) -> list[Fault]:
        """The faults, each place once: of many variants that share one, the first stands for all."""
        first: dict[tuple[int, int], str | None] = {}
        for fault in self.faults:
            first.setdefault((fault.line, fault.column), fault.variant)
        return sorted(
            self._for_all(fault)
            for fault in self.faults
            if fault.variant == first[fault.line, fault.column]
        )

    def _for_all(self, fault: Fault) -> Fault:
        """The fault with its amendment only where every variant asks for the same; else a formula is needed."""
        if (
            fault.amendment is None
            or [one.amendment for one in self.faults].count(fault.amendment) >= self.variants
        ):
            return fault
        return replace(
            fault, amendment=None, remedy=FORMULA if fault.remedy == RUN_FILL else fault.remedy
        )


def prove_item(
    item: authored.Item, ground: Ground, lesson: str, torch: str, workers: Workers
) -> ItemProof:
    """Prove an item on the PyTorch that the workers run, which is version `torch`."""
    proof = ItemProof(item.id)
    reason = _not_for(item, ground, torch, proof)
    if reason or proof.faults:
        proof.unproven += [Doubt(("torch",), reason)] if reason else []
        return proof
    try:
        drawn = combinations(item)
    except GridError as error:
        proof.faults.append(ground.fault(item.id, str(error), error.remedy, *error.where))
        return proof
    proof.variants = len(drawn)
    variants = [
        variant
        for variant in (_prove(item, combination, ground, workers, proof) for combination in drawn)
        if variant is not None
    ]
    if not proof.faults:
        _check_parameters(item, ground, variants, proof)
        proof.unproven += [
            Doubt(("snippet",), reason) for reason in reasons(ground.setup, item.snippet or "")
        ]
    if not proof.faults:
        proof.item = Item(
            lesson,
            item.id,
            item.kind,
            item.level,
            tuple(variants),
            evidence=Evidence(proof.tally, tuple(proof.unproven)),
        )
    return proof


def _prove(
    item: authored.Item,
    combination: Combination,
    ground: Ground,
    workers: Workers,
    proof: ItemProof,
) -> Variant | None:
    """One variant; None when it has a fault."""

    def run(jobs: Sequence[Job]) -> list[Outcome]:
        outcomes = [workers.run(job) for job in jobs]
        case.tally.snippets += sum(2 if job.repeat else 1 for job in jobs)
        for outcome in outcomes:
            if outcome.ended == "lost":
                raise case.refuse(
                    f"it could not be run: {outcome.reason}.",
                    "Look at what the code does to its own process.",
                    "snippet",
                )
        return outcomes

    case: Case[authored.Item] = Case(item, combination, ground, run)
    variant: Variant | None = None
    try:
        variant = KINDS[item.kind].prove(case)
        check_variant(case, variant)
    except Refused:
        pass
    proof.tally.add(case.tally)
    proof.faults += case.faults
    told = {one.where for one in proof.unproven}
    proof.unproven += [one for one in case.unproven if one.where not in told]
    return None if case.faults else variant


def _not_for(item: authored.Item, ground: Ground, torch: str, proof: ItemProof) -> str:
    """Why the item is not shown with this PyTorch; empty when it is."""
    if item.torch is None:
        return ""
    try:
        versions = SpecifierSet(item.torch)
    except InvalidSpecifier:
        message = f"'{item.torch}' names no versions."
        proof.faults.append(
            ground.fault(item.id, message, 'Write it like ">=2.1" or ">=2.1,<2.5".', "torch")
        )
        return ""
    if versions.contains(Version(torch).base_version, prereleases=True):
        return ""
    return f"it holds for PyTorch {item.torch}, and this is {torch}; it is not shown"


def _check_parameters(
    item: authored.Item, ground: Ground, variants: list[Variant], proof: ItemProof
) -> None:
    if item.unchanged is not None:
        return
    for name in idle_parameters(item, variants):
        message = f"the parameter '{name}' never changes the key."
        remedy = "Let it matter, give it one value, or say in 'unchanged:' why it varies."
        proof.faults.append(ground.fault(item.id, message, remedy, "given", name))
