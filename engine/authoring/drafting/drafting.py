"""Drafts an item from an author's code, and proves it before printing or saving it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.authoring.drafting.card import card_drafts
from torchquiz.engine.authoring.drafting.claim import claim_drafts
from torchquiz.engine.authoring.drafting.complete import complete_drafts
from torchquiz.engine.authoring.drafting.diagnose import diagnose_drafts
from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.observation import Observation, Runner, observe
from torchquiz.engine.authoring.drafting.order import order_drafts
from torchquiz.engine.authoring.drafting.predict import predict_drafts
from torchquiz.engine.authoring.drafting.raises import raises_drafts
from torchquiz.engine.authoring.drafting.source import draft_source
from torchquiz.engine.authoring.drafting.table import table_drafts
from torchquiz.engine.authoring.drafting.trial import Trial, trial_of
from torchquiz.engine.authoring.drafting.write import write_drafts
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.models.authored import joined
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.yaml.reading import read_source


@dataclass(frozen=True, slots=True)
class Request:
    """An author's request for a drafted item."""

    code: str
    ask: str = ""
    """The expression that learners evaluate, or an empty string to choose one automatically."""
    kind: str = ""
    """The kind of item, or an empty string to choose one automatically."""
    fix: str = ""
    """The change that fixes the code, for an item of kind `diagnose`."""
    into: Path | None = None
    """The lesson to which the item will be added."""


@dataclass(frozen=True, slots=True)
class DraftedItem:
    """A draft that has been proven as far as possible, with the faults that remain in it."""

    draft: Draft
    faults: Sequence[Fault]
    doubts: int
    """Number of parts that are not proven, including those that the author still has to write."""

    @property
    def shortcomings(self) -> int:
        """The number of faults plus the number of finished texts that could not be proven."""
        return len(self.faults) + max(0, self.doubts - self.draft.left_to_write)


def drafted_item(request: Request, workers: Workers) -> DraftedItem:
    """Return the first draft that is fully proven, or the one with the fewest shortcomings.

    Raises:
        TorchquizError: no item can be made from the code.
        BankError: the lesson cannot be read.
    """
    lesson_setup = _setup_of(request.into)
    # The inputs of a write item are tensors, even if the function itself never names `torch`.
    ask = request.ask or ("torch" if request.kind == "write" else "")
    source = draft_source(request.code, ask, lesson_setup)
    setup = joined(lesson_setup, source.setup)
    own_setup = f"{setup}\n" if source.setup else None
    with trial_of(request.into, workers) as trial:
        tried: list[DraftedItem] = []
        if request.kind == "write":
            drafts = write_drafts(source, own_setup, Runner(setup, workers))
        else:
            drafts = _drafts(request, observe(source, lesson_setup, workers), own_setup, trial)
        for draft in drafts:
            proof = trial.proven(draft)
            tried.append(DraftedItem(draft, proof.reported_faults, len(proof.doubts)))
            if not tried[-1].shortcomings:
                break
    if not tried:
        raise TorchquizError(f"No {request.kind} item can be drafted from this code.")
    return min(tried, key=lambda item: (len(item.faults), item.shortcomings))


BY_VALUE = {"predict": predict_drafts, "claim": claim_drafts, "table": table_drafts}
"""The drafting function for each kind of item whose wrong options are values."""


def _setup_of(into: Path | None) -> str:
    if into is None or not into.exists():
        return ""
    values = read_source(into).values
    setup = values.get("setup") if isinstance(values, dict) else None
    return setup if isinstance(setup, str) else ""


def _drafts(
    request: Request, observation: Observation, setup: str | None, trial: Trial
) -> Iterator[Draft]:
    raised = observation.outcome.raised
    kind = request.kind or ("diagnose" if request.fix else "raises" if raised else "predict")
    runner = Runner(observation.setup, trial.workers)
    if kind == "diagnose":
        yield from diagnose_drafts(observation, setup, request.fix, runner)
        return
    if kind == "raises":
        if raised is None:
            raise TorchquizError("This code raises no exception, so it cannot be a raises item.")
        yield from raises_drafts(observation, setup)
        return
    if raised is not None:
        raise TorchquizError(
            f"This code raises {raised.located_sentence}. Draft it with --kind raises, or with"
            " --kind diagnose and --fix."
        )
    if kind == "complete":
        yield from complete_drafts(observation, setup, runner)
    elif kind == "order":
        yield from order_drafts(observation, setup, runner)
    elif kind == "card":
        yield from card_drafts(observation, setup)
    else:
        yield from BY_VALUE[kind](observation, setup, trial, runner)
