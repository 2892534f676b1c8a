"""Runs mutants for several variants of an item, and records a doubt about each accepted mutant."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from torchquiz.engine.models.authored import joined
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.batch import outcomes_in_one_child
from torchquiz.engine.proof.mutants.equivalence import Same, answers_agree, without_equivalents
from torchquiz.engine.proof.mutants.mutant import Mutant
from torchquiz.engine.proof.result import Proof, ProofStopped
from torchquiz.engine.sandbox.job import Ask, Job, Outcome
from torchquiz.engine.variants.grid import combinations
from torchquiz.engine.yaml.positions import Where

TIMEOUT_S = 5.0
"""The time limit in seconds for a mutant in a child of its own."""
LONGEST = 160
"""The maximum length, in characters, of the description of a mutant."""
MOST_VARIANTS = 6
"""The maximum number of variants in which mutants are run: the first, the last and some between."""

Accepts = Callable[[Mutant, Outcome], bool]
"""A function that returns whether a mutant with a given outcome counts as correct."""
Identity = tuple[int | None, str, int]
"""The line and the mistake of a mutant, and the number of earlier mutants that share both.

It is the same in all variants, whose code differs only in the values of the parameters.
"""
Survivors = dict[Identity, tuple[Mutant, str]]
"""The accepted mutants, each with the variant in which it is accepted; empty for the first one."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The mutants for one variant of an item, with the test that decides which count as correct."""

    context: ItemContext[Any]
    key: str
    """The correct program, without the setup."""
    mutants: Sequence[Mutant]
    asks: tuple[Ask, ...]
    """The expressions to evaluate after each program."""
    job: Callable[[str], Job]
    """A function that returns the job to run a program in a child of its own."""
    accepts_like: Callable[[Outcome], Accepts | None]
    """A function that takes the correct program's outcome; None if nothing follows from it."""
    before: str = ""
    """Code that runs after the setup and before each program."""
    probes: Callable[[], Sequence[Ask]] = tuple
    """A function that returns the expressions of the checks with other inputs, if there are any."""
    same: Same = answers_agree
    """A function that compares a mutant's answer to such an expression with the right one."""

    @property
    def codes(self) -> list[str]:
        """The correct program and the mutants."""
        return [self.key, *(mutant.code for mutant in self.mutants)]

    @property
    def identities(self) -> list[Identity]:
        """An identity for each mutant that is the same in every variant.

        It consists of the line, the mistake, and a number that distinguishes equal mistakes on the
        same line.
        """
        seen: Counter[tuple[int | None, str]] = Counter()
        found: list[Identity] = []
        for mutant in self.mutants:
            place = (mutant.line, mutant.mistake)
            found.append((*place, seen[place]))
            seen[place] += 1
        return found


def sampled_contexts(context: ItemContext[Any]) -> Iterator[ItemContext[Any]]:
    """Yield proof contexts for the first variant, the last one, and some in between.

    Faults and doubts in the contexts of the other variants are not reported, because each variant
    has a proof of its own.
    """
    yield context
    others = combinations(context.item)[1:]
    count = min(len(others), MOST_VARIANTS - 1)
    for turn in range(count):
        at = round((len(others) - 1) * (turn + 1) / count)
        yield replace(context, combination=others[at], proof=Proof(), rendered={}, wrong_values={})


def doubt_survivors(
    context: ItemContext[Any],
    trial_of: Callable[[ItemContext[Any]], Trial],
    accepts: str,
    remedy: str,
    where: Where,
) -> list[Outcome]:
    """Run mutants, and record a doubt about each one that is accepted in some variant.

    Args:
        context: the proof of the first variant.
        trial_of: a function that returns a variant's mutants and the way to test them.
        accepts: the beginning of the doubt, such as "the checks accept".
        remedy: advice on how to reject a mutant, such as "add a check that rejects it".
        where: the field with the correct code.

    Returns:
        The outcomes of the mutants in the first variant.
    """
    first = trial_of(context)
    outcomes = _outcomes(first)
    survivors: Survivors = {
        identity: (mutant, "") for identity, mutant in _accepted(first, outcomes, is_first=True)
    }
    tried = {(first.key, first.asks)}
    for other_context in sampled_contexts(context):
        with suppress(ProofStopped):
            other = trial_of(other_context)
            if (other.key, other.asks) in tried:
                continue
            tried.add((other.key, other.asks))
            found = _outcomes_together(other)
            for identity, mutant in _accepted(other, found, is_first=False):
                survivors.setdefault(identity, (mutant, other_context.variant_name or ""))
        if other_context is not context:
            context.tally.snippets += other_context.tally.snippets
    survivors = _without_equivalents(first, survivors)
    context.tally.mutants.proven += max(0, len(first.mutants) - len(survivors))
    context.tally.mutants.unproven += len(survivors)
    for mutant, variant in survivors.values():
        accepted = f"with {variant}, {accepts}" if variant else accepts
        reason = (
            f"{accepted} {_shortened(mutant.sentence)}; {remedy}, or list it under"
            " `equally_right` if it is right"
        )
        context.note_doubt(reason, *where, line=mutant.line)
    return outcomes[1:]


def _without_equivalents(trial: Trial, survivors: Survivors) -> Survivors:
    """Return the survivors without those that make no difference on other inputs either."""
    own = [mutant for mutant, variant in survivors.values() if not variant]
    if not any(mutant.changes_value for mutant in own):
        return survivors
    kept = {
        mutant.code
        for mutant in without_equivalents(
            trial.context, trial.before, trial.key, own, trial.probes(), trial.same
        )
    }
    return {
        identity: (mutant, variant)
        for identity, (mutant, variant) in survivors.items()
        if variant or mutant.code in kept
    }


def _outcomes(trial: Trial) -> list[Outcome]:
    """Run the correct program and all mutants, and return their outcomes."""
    outcomes = _outcomes_together(trial)
    return outcomes + _alone(trial, trial.codes[len(outcomes) :])


def _outcomes_together(trial: Trial) -> list[Outcome]:
    """Run the programs in one child process. Return the outcomes of those that ran in time."""
    programs = [joined(trial.before, code) for code in trial.codes]
    return outcomes_in_one_child(trial.context, programs, trial.asks)


def _alone(trial: Trial, codes: Sequence[str]) -> list[Outcome]:
    """Run each program in a child process of its own, and return the outcomes."""
    jobs = [replace(trial.job(code), timeout_s=TIMEOUT_S, purpose="mutants") for code in codes]
    return trial.context.run(jobs)


def _accepted(
    trial: Trial, outcomes: Sequence[Outcome], *, is_first: bool
) -> Iterator[tuple[Identity, Mutant]]:
    """Yield the mutants that count as correct, each with its identity.

    Before a mutant counts as correct, it is run once more in a child process of its own, because an
    earlier mutant in the same child may have changed something.
    """
    if not outcomes:
        return
    accepts = trial.accepts_like(outcomes[0])
    if accepts is None:
        return
    pairs = zip(trial.identities, trial.mutants, outcomes[1:], strict=is_first)
    found = [(identity, mutant) for identity, mutant, outcome in pairs if accepts(mutant, outcome)]
    again = _alone(trial, [mutant.code for _, mutant in found])
    for (identity, mutant), outcome in zip(found, again, strict=True):
        if accepts(mutant, outcome):
            yield identity, mutant


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
