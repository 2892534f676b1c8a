"""The state that every proof needs: a position in the file, workers that run code, and faults.

`item_context` adds the state for a variant of an item, and `way_context` the state for an activity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from torchquiz.engine.errors import Amendment, Fault, WorkerError
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.evidence import Doubt, Tally
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.result import Proof, ProofStopped
from torchquiz.engine.sandbox.job import DEFAULT_TIMEOUT_S, Ask, Block, Job, Outcome, Raised
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.yaml.positions import Source, Spot, Where


@dataclass(frozen=True, slots=True)
class Scope:
    """The position of an item or activity in its lesson file, and the setup that runs before it."""

    source: Source
    where: Where
    setups: tuple[Block, ...]
    """The pieces of the setup code, in the order in which they run."""
    item_id: str | None = None
    """The id of the item, or None for an activity."""
    known: tuple[Any, ...] = ()
    """Numbers and shapes that the texts may state although no code computes them."""

    @property
    def setup(self) -> str:
        """The complete setup code, as shown to the learner."""
        return joined(*(block.code for block in self.setups))

    def spot(self, *where: str | int) -> Spot:
        """Return the line and column of a field in the item or activity."""
        return self.source.spot((*self.where, *where))

    def fault(
        self,
        message: str,
        remedy: str,
        *where: str | int,
        line: int | None = None,
        variant: str | None = None,
        amendment: Amendment | None = None,
    ) -> Fault:
        """Return a fault that points to a field, or to a given `line` of the file."""
        spot = self.spot(*where)
        return Fault(
            self.source.path,
            line or spot.line,
            spot.column,
            message,
            remedy,
            self.item_id,
            variant,
            amendment,
        )


@dataclass(slots=True, kw_only=True)
class ProofContext:
    """The state of a proof, with methods that run code and collect faults, doubts and texts.

    Fields are given by their paths within the item or activity, such as `"distractors", 0,
    "because"`.
    """

    timeout_s: ClassVar[float] = DEFAULT_TIMEOUT_S
    stops_at_wrong_figure: ClassVar[bool]
    """Whether the proof ends at a number or shape in a text that cannot be computed."""

    scope: Scope
    workers: Workers
    proof: Proof = field(default_factory=Proof)
    rendered: dict[Where, RenderedText] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """The counts of what has been proven so far."""
        return self.proof.tally

    @property
    def names(self) -> dict[str, Any]:
        """The additional names that expressions may use, with their values.

        They do not include the names that the code itself defines.
        """
        return {}

    @property
    def variant_name(self) -> str | None:
        """The name of the variant, for use in faults, or None if the item has only one variant."""
        return None

    # Faults and doubts

    def note_fault(
        self,
        message: str,
        remedy: str,
        *where: str | int,
        line: int | None = None,
        amendment: Amendment | None = None,
    ) -> None:
        """Record a fault at a field, optionally with a change to the lesson file that fixes it."""
        fault = self.scope.fault(
            message, remedy, *where, line=line, variant=self.variant_name, amendment=amendment
        )
        if fault not in self.proof.faults:
            self.proof.faults.append(fault)

    def stop(
        self, message: str, remedy: str, *where: str | int, amendment: Amendment | None = None
    ) -> ProofStopped:
        """Record a fault that stops the proof, and return the exception to raise."""
        self.note_fault(message, remedy, *where, amendment=amendment)
        return ProofStopped()

    def note_doubt(self, reason: str, *where: str | int, line: int | None = None) -> None:
        """Record the reason why a field, or one line of its code, could not be proven."""
        doubt = Doubt(where, reason, line)
        if doubt not in self.proof.doubts:
            self.proof.doubts.append(doubt)

    def amendment(self, new: str, *where: str | int, old: str = "") -> Amendment:
        """Return an amendment: a change to the lesson file that writes `new` into a field.

        If `old` is not empty, `new` replaces only this part of the field.
        """
        return Amendment((*self.scope.where, *where), new, old)

    # Running code

    def block(self, code: str, *where: str | int) -> Block:
        """Return the code of a field as a block that a job can run."""
        return Block(code, self.scope.source.path, self.scope.spot(*where).text_line)

    def job(
        self,
        *blocks: Block,
        asks: Iterable[Ask] = (),
        names: dict[str, Any] | None = None,
        seed: int = 0,
    ) -> Job:
        """Return a job that runs the setup and then the blocks."""
        known = self.names if names is None else names
        return Job((*self.scope.setups, *blocks), tuple(asks), known, seed, self.timeout_s)

    def code_job(
        self, code: str, *where: str | int, asks: Iterable[Ask] = (), seed: int = 0
    ) -> Job:
        """Return a job that runs the setup and then the code of one field, unless it is empty."""
        blocks = [self.block(code, *where)] if code else []
        return self.job(*blocks, asks=asks, seed=seed)

    def run(self, jobs: Sequence[Job], *where: str | int) -> list[Outcome]:
        """Run jobs, count them as snippets run, and return their outcomes.

        `where` is the field that contains the jobs' code. By default, it is the snippet.

        Raises:
            ProofStopped: a process was killed, and the code itself may be the cause.
            WorkerError: a process was killed for some other reason.
        """
        outcomes = [self.workers.run(job) for job in jobs]
        self.tally.snippets += len(jobs)
        for outcome in outcomes:
            if outcome.ended == "lost":
                # If seccomp is in force, code cannot kill its own process.
                if "seccomp" in self.workers.layers and self.workers.layers["seccomp"].is_active:
                    raise WorkerError(
                        f"The code of a proof could not be run: {outcome.reason}. "
                        "Memory may have run out; close other programs and try again."
                    )
                raise self.stop(
                    f"the code could not be run: {outcome.reason}.",
                    "Check whether the code ends its own process.",
                    *(where or ("snippet",)),
                )
        return outcomes

    def run_successfully(self, job: Job, what: str, *where: str | int) -> Outcome:
        """Run a job that must not fail. `what` and `where` identify its code in a fault message.

        Raises:
            ProofStopped: the job failed.
        """
        (outcome,) = self.run([job], *where)
        self.require_success(outcome, what, *where)
        return outcome

    def require_success(self, outcome: Outcome, what: str, *where: str | int) -> None:
        """Require that a program ran without an error.

        Raises:
            ProofStopped: the program failed. The fault points to the line of the lesson file that
                raised the exception.
        """
        if not outcome.failure:
            return
        remedy = f"{outcome.note} Fix the code so that it runs as written.".lstrip()
        raised, line = outcome.raised, None
        if raised is not None and raised.line and raised.path == self.scope.source.path:
            line = raised.line
            what = "the setup" if raised.role == "setup" else what
        self.note_fault(f"{what} does not run: {outcome.failure}.", remedy, *where, line=line)
        raise ProofStopped

    def value(self, answer: object, what: str, *where: str | int) -> Value:
        """Return the value that a job reported for an expression.

        Raises:
            ProofStopped: the expression could not be evaluated.
        """
        if isinstance(answer, Value):
            return answer
        assert isinstance(answer, Raised)
        message = f"{what} cannot be evaluated: {answer.sentence}."
        raise self.stop(message, self.remedy_for(answer), *where)

    def remedy_for(self, raised: Raised) -> str:
        """Return advice on how to fix an expression that cannot be evaluated."""
        return f"{raised.note} Fix the expression.".lstrip()

    # Rendered texts

    def text(self, *where: str | int) -> str:
        """Return the rendered text of a field."""
        return self.rendered[where].text
