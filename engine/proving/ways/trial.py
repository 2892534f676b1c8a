"""A trial: a way on its way through the proof, with all that its prover needs to run code and to say what is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from torchquiz.engine.errors import Amendment, Fault
from torchquiz.engine.models.authored import Code, WayModel
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.engine.proof.figures import known_in, look
from torchquiz.engine.proof.texts import Rendered, Texts
from torchquiz.engine.proving.ways.proof import Broken, Stand, WayProof
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job, Outcome, Raised
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.yaml.positions import Spot, Where

TIMEOUT_S = 60.0
"""For code that may train a small model."""

LABELS = ("name", "title")
"""Texts in which a number may just count, as in “ReLU 3”."""

ModelType = TypeVar("ModelType", bound=WayModel)


@dataclass(slots=True)
class Trial(Generic[ModelType]):
    """A declared way, what it stands on, and what came of it so far. Places are counted from the way's own key."""

    model: ModelType
    stand: Stand
    workers: Workers
    proof: WayProof
    said: dict[Where, Rendered] = field(default_factory=dict)

    def spot(self, *where: str | int) -> Spot:
        """Where one of the way's values stands."""
        return self.stand.source.spot((self.stand.name, *where))

    def fault(
        self, message: str, remedy: str, *where: str | int, amendment: Amendment | None = None
    ) -> None:
        """Note a fault of one of the way's values, and what would mend it where that is known."""
        fault = replace(
            self.stand.source.fault((self.stand.name, *where), message, remedy), amendment=amendment
        )
        if fault not in self.proof.faults:
            self.proof.faults.append(fault)

    def refuse(self, message: str, remedy: str, *where: str | int) -> Broken:
        """Note a fault that ends the proof; to be raised."""
        self.fault(message, remedy, *where)
        return Broken()

    def doubt(self, reason: str, *where: str | int) -> None:
        """Note that one of the way's values is not proven, and why."""
        doubt = Doubt((self.stand.name, *where), reason)
        if doubt not in self.proof.unproven:
            self.proof.unproven.append(doubt)

    @property
    def setup(self) -> Block:
        """The lesson's setup, ready to run."""
        return Block(
            self.stand.setup,
            self.stand.source.path,
            self.stand.source.spot(("setup",)).text_line,
            "setup",
        )

    def block(self, code: str, *where: str | int) -> Block:
        """Code that is written at `where`."""
        return Block(code, self.stand.source.path, self.spot(*where).text_line)

    def job(
        self, *blocks: Block, asks: Iterable[Ask] = (), names: dict[str, Any] | None = None
    ) -> Job:
        """The job that runs the setup, then the blocks."""
        return Job((self.setup, *blocks), tuple(asks), names or {}, timeout_s=TIMEOUT_S)

    def run(self, job: Job, what: str, *where: str | int) -> Outcome:
        """Run a job and demand that it runs through; `what` is said of the code at `where` when it does not.

        Raises:
            Broken: it does not; the fault names the line of the file that failed.
        """
        outcome = self.workers.run(job)
        self.proof.tally.snippets += 1
        if outcome.failure:
            raise self.failed(outcome, what, *where)
        return outcome

    def failed(self, outcome: Outcome, what: str, *where: str | int) -> Broken:
        """Note that a program did not run, at the line of the file that failed; to be raised."""
        remedy = f"{outcome.note} Mend the code until it runs as it stands.".lstrip()
        raised, spot = outcome.raised, self.spot(*where)
        line = spot.line
        if raised is not None and raised.line and raised.path == self.stand.source.path:
            line = raised.line
            what = "the setup" if raised.role == "setup" else what
        message = f"{what} does not run: {outcome.failure}."
        self.proof.faults.append(Fault(self.stand.source.path, line, spot.column, message, remedy))
        return Broken()

    def texts(self, *fields: Where, names: str = "", around: str = "{}") -> "Told":
        """The texts under these fields, whose figures may use `names` besides those of the code.

        Raises:
            Broken: one of them is no template.
        """
        return Told(self, fields, names, around)

    def text(self, *where: str | int) -> str:
        """A text as it is shown."""
        return self.said[where].text

    def value(self, answer: Answered, what: str, *where: str | int) -> Value:
        """An expression's value.

        Raises:
            Broken: the expression failed.
        """
        if isinstance(answer, Value):
            return answer
        assert isinstance(answer, Raised)
        raise self.refuse(
            f"{what} cannot be evaluated: {answer.sentence}.",
            f"{answer.note} Mend the expression.".lstrip(),
            *where,
        )

    def demo(
        self,
        code: str,
        outcome: Outcome,
        show: Sequence[Code] = (),
        *where: str | int,
        output: str | None = None,
    ) -> Demo:
        """Code that ran, with what is shown of it, which is written at `where` and was asked first; `output` is its own."""
        shown = []
        for place, (asked, answer) in enumerate(zip(show, outcome.answers, strict=False)):
            value = self.value(answer, "what is shown", *where, place)
            self.proof.tally.figures.proven += 1
            shown.append(Shown(asked.strip(), value.text))
        return Demo(
            code.strip("\n"),
            tuple(shown),
            outcome.output if output is None else output,
            outcome.elapsed_ms,
        )

    def asked(self, field: str, ids: Sequence[str]) -> Iterator[tuple[int, Item]]:
        """The items that a field names, each with its place.

        Raises:
            Broken: one of them is not proven, which is told where it stands, or does not hold for this PyTorch.
        """
        for place, name in enumerate(ids):
            if name not in self.stand.items:
                raise Broken
            yield place, self.stand.items[name]


class Told:
    """Some texts of a way, whose figures are asked in one place: first asked, then rendered, then looked at."""

    def __init__(
        self, trial: Trial[ModelType], fields: tuple[Where, ...], names: str, around: str
    ) -> None:
        self._trial: Trial[ModelType] = trial
        texts = [
            (at, text)
            for at, text in trial.model.texts()
            if any(at[: len(field)] == field for field in fields)
        ]
        self._where = [at for at, _ in texts]
        remedy = f"Use {names}." if names else "Use names that exist there."
        already = len(trial.proof.faults)
        self._texts = Texts(
            texts,
            lambda message, to_do, at: trial.fault(message, to_do, *at),
            lambda raised: remedy,
            around,
        )
        if len(trial.proof.faults) > already:
            raise Broken

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What to ask where the names are known."""
        return self._texts.asks

    def read(self, answers: Iterable[Answered]) -> list[str]:
        """Put the figures into the texts; returns the figures."""
        rendered = self._texts.render(list(answers), self._trial.proof.tally)
        self._trial.said |= {one.where: one for one in rendered}
        return [one.text[start:end] for one in rendered for start, end in one.computed]

    def look(self, shown: Iterable[str]) -> None:
        """Look at every figure that was typed: it must stand in what is shown beside it, or hold as an equation."""
        known = known_in("\n".join(shown))
        tally = self._trial.proof.tally.figures
        for one in (self._trial.said[at] for at in self._where if at in self._trial.said):
            looked = look(one, known)
            tally.proven += looked.calculated
            tally.wrong += len(looked.wrong)
            for sentence in looked.wrong:
                mended = looked.mended.get(sentence)
                amendment = (
                    Amendment((self._trial.stand.name, *one.where), *mended) if mended else None
                )
                remedy = "Write the figure as {expression}, so that it is computed."
                self._trial.fault(f"{sentence}.", remedy, *one.where, amendment=amendment)
            if looked.unbacked and one.where[-1] not in LABELS:
                tally.unproven += len(looked.unbacked)
                self._trial.doubt(
                    f"nothing computed gives {', '.join(dict.fromkeys(looked.unbacked))}",
                    *one.where,
                )
