"""A case: one variant of an item on its way through the proof, with all that a kind needs to run it and to say what is wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import Any, Generic, Literal, TypeVar

from torchquiz.engine.errors import Amendment, Fault
from torchquiz.engine.models.answers import Answer, Option
from torchquiz.engine.models.authored import Distractor, Edit, Item, joined
from torchquiz.engine.models.evidence import Doubt, Tally
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.texts import Rendered, Texts
from torchquiz.engine.sandbox.job import Ask, Block, Goal, Job, Outcome, Raised, Repeat
from torchquiz.engine.variants.edits import EditError, edited
from torchquiz.engine.variants.grid import Combination
from torchquiz.engine.variants.substitution import SubstitutionError, substituted
from torchquiz.engine.yaml.positions import Source, Where

ItemType = TypeVar("ItemType", bound=Item)
OTHER_SEED = 1
RunJobs = Callable[[Sequence[Job]], list[Outcome]]


class Refused(Exception):
    """The case cannot be proven further; why stands among its faults."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an item stands on: its file, its place in it, and what its lesson gives to all items."""

    source: Source
    where: Where
    setups: tuple[Block, ...]
    """The code that runs before the snippet, in pieces that are written at different places."""
    misconceptions: dict[str, str]

    @property
    def setup(self) -> str:
        """All of that code in one piece, as the learner sees it."""
        return joined(*(one.code for one in self.setups))

    def fault(
        self,
        item: str,
        message: str,
        remedy: str,
        *where: str | int,
        variant: str | None = None,
        amendment: Amendment | None = None,
    ) -> Fault:
        """A fault of the item, at one of its fields."""
        spot = self.source.spot((*self.where, *where))
        return Fault(
            self.source.path, spot.line, spot.column, message, remedy, item, variant, amendment
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed snippet and the lines that say the change, both as the learner sees them."""

    code: str
    lines: str


@dataclass(slots=True)
class Case(Generic[ItemType]):
    """One variant of an item, ready to be run."""

    item: ItemType
    combination: Combination
    ground: Ground
    run: RunJobs
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[Doubt] = field(default_factory=list)
    rendered: dict[Where, Rendered] = field(default_factory=dict)

    def fault(
        self, message: str, remedy: str, *where: str | int, amendment: Amendment | None = None
    ) -> None:
        """Note a fault at one of the item's fields, and what would mend it where that is known."""
        variant = self.combination.name or None
        self.faults.append(
            self.ground.fault(
                self.item.id, message, remedy, *where, variant=variant, amendment=amendment
            )
        )

    def doubt(self, reason: str, *where: str | int) -> None:
        """Note that what stands at one of the item's fields is not proven, and why."""
        self.unproven.append(Doubt(where, reason))

    def refuse(
        self, message: str, remedy: str, *where: str | int, amendment: Amendment | None = None
    ) -> Refused:
        """Note a fault that ends the proof; to be raised."""
        self.fault(message, remedy, *where, amendment=amendment)
        return Refused()

    def show(self, code: str, *where: str | int, is_fragment: bool = True) -> str:
        """Code as the learner sees it, with values for parameters.

        Raises:
            Refused: a parameter cannot be shown in it.
        """
        try:
            return substituted(code.strip("\n"), self.combination.values, is_fragment=is_fragment)
        except SubstitutionError as error:
            spot = self.ground.source.spot((*self.ground.where, *where))
            line = spot.text_line + error.line - 1
            message = f"`{where[0]}`: {error}."
            remedy = "Mend the code; a parameter is a value and stands as a plain name."
            self.faults.append(
                Fault(
                    self.ground.source.path,
                    line,
                    spot.column,
                    message,
                    remedy,
                    self.item.id,
                    self.combination.name or None,
                )
            )
            raise Refused from error

    @property
    def snippet(self) -> str:
        """The item's snippet as the learner sees it; empty when it has none."""
        return (
            self.show(self.item.snippet, "snippet", is_fragment=False) if self.item.snippet else ""
        )

    def changed(self, edit: Edit, *where: str | int) -> Changed:
        """The snippet with a change made.

        Raises:
            Refused: the change does not fit the snippet.
        """
        assert self.item.snippet is not None
        try:
            change = edited(self.item.snippet.strip("\n"), edit)
        except EditError as error:
            raise self.refuse(
                f"{error}.",
                "Write the statements that take the place of the snippet's own.",
                *where,
            ) from error
        code = self.show(change.code, *where, is_fragment=False)
        if change.statements:
            return Changed(code, self.show(change.statements, *where))
        return Changed(code, dedent("\n".join(code.split("\n")[slice(*change.lines)])))

    def run_twice(self, job: Job, repeated: int) -> tuple[Outcome, Outcome]:
        """Run a program with two seeds; with the second, only the first so many asks.

        The second run follows the first in its process. Only where both come to the same is that taken for an answer; whatever
        else it comes to, a fresh process runs the program with the other seed.
        """
        other = replace(job, asks=job.asks[:repeated], seed=OTHER_SEED)
        (first,) = self.run([replace(job, repeat=Repeat(OTHER_SEED, repeated))])
        if first.ended != "finished" or first.again is None:
            first, again = self.run([job, other])
        elif _came_to(first, repeated) == _came_to(first.again, repeated):
            again = first.again
        else:
            (again,) = self.run([other])
        return first, again

    def job(self, code: str, *where: str | int, asks: Iterable[Ask] = (), seed: int = 0) -> Job:
        """The job that runs the setup, then `code`, which was written at `where`."""
        blocks = list(self.ground.setups)
        if code:
            spot = self.ground.source.spot((*self.ground.where, *where))
            blocks.append(Block(code, self.ground.source.path, spot.text_line))
        return Job(tuple(blocks), tuple(asks), self.combination.values, seed)

    def demand_ran(self, outcome: Outcome, what: str, *where: str | int) -> None:
        """Go on only with a program that ran through.

        Raises:
            Refused: it did not; the fault names the line of the file that failed.
        """
        if not outcome.failure:
            return
        remedy = f"{outcome.note} Mend the code until it runs as it stands.".lstrip()
        raised = outcome.raised
        if raised is None or not raised.line:
            raise self.refuse(f"{what} does not run: {outcome.failure}.", remedy, *where)
        if raised.role == "setup":
            what = "the setup"
        spot = self.ground.source.spot((*self.ground.where, *where))
        self.faults.append(
            Fault(
                raised.path,
                raised.line,
                spot.column,
                f"{what} does not run: {raised.sentence}.",
                remedy,
                self.item.id,
                self.combination.name or None,
            )
        )
        raise Refused

    def value(self, answer: object, what: str, *where: str | int) -> Value:
        """An ask's value.

        Raises:
            Refused: the expression failed.
        """
        if isinstance(answer, Value):
            return answer
        assert isinstance(answer, Raised)
        raise self.refuse(
            f"{what} cannot be evaluated: {answer.sentence}.", remedy_for(answer), *where
        )

    def option(
        self,
        distractor: Distractor,
        number: int,
        text: str,
        form: Literal["prose", "code", "value"],
        run: Run | None,
    ) -> Option:
        """A wrong option, with everything that is said of it."""
        return Option(
            text,
            form,
            is_key=False,
            because=self.text("distractors", number, "because"),
            misconception=distractor.misconception,
            belief=self.ground.misconceptions.get(distractor.misconception, ""),
            run=run,
        )

    def text(self, *where: str | int) -> str:
        """A rendered text."""
        return self.rendered[where].text

    def texts(self, *names: str) -> tuple[str, ...]:
        """The rendered texts of a list."""
        return tuple(
            one.text for where, one in self.rendered.items() if where[: len(names)] == names
        )

    def variant(self, answer: Answer, run: Run | None, *, statement: str = "") -> Variant:
        """The proven variant, with every text rendered; a statement to be judged stands below the stem."""
        return Variant(
            params=self.combination.params,
            name=self.combination.name,
            stem="\n\n".join(filter(None, [self.text("stem"), statement])),
            snippet=self.snippet,
            setup=self.ground.setup,
            hints=self.texts("hints"),
            solution=self.texts("solution"),
            check=self.text("check"),
            answer=answer,
            run=run,
        )

    def text_asks(self) -> "TextAsks":
        """The figures of all texts, to be asked where the right program runs."""
        return TextAsks(self)


class TextAsks:
    """The figures of an item's texts: first asked, then rendered.

    Raises:
        Refused: a text is no template.
    """

    def __init__(self, case: Case[Any]) -> None:
        self._case = case
        self._texts = Texts(
            case.item.texts(),
            lambda message, remedy, where: case.fault(message, remedy, *where),
            remedy_for,
        )
        if case.faults:
            raise Refused
        self.asks = self._texts.asks

    def render(self, answers: Sequence[object]) -> None:
        """Put the computed figures into the case's texts.

        Raises:
            Refused: a figure cannot be computed.
        """
        self._case.rendered |= {
            one.where: one for one in self._texts.render(answers, self._case.tally)
        }
        if self._case.faults:
            raise Refused


def _came_to(outcome: Outcome, asks: int) -> tuple[object, ...]:
    """All that may differ from one seed to another, but for the time it took."""
    return outcome.raised, outcome.answers[:asks], outcome.output


def remedy_for(raised: Raised) -> str:
    """What to do about an expression that cannot be evaluated."""
    if raised.type == "NameError":
        return "Use only names that exist there: the parameters and, in texts and asks, those of the right program."
    return f"{raised.note} Mend the expression.".lstrip()


def error_text(raised: Raised) -> str:
    """What a learner sees of an exception: its type, its message, and the line of the snippet."""
    return raised.located_sentence


def failure_text(outcome: Outcome) -> str:
    """What a learner sees of a program that failed; empty when it ran through."""
    return (
        error_text(outcome.raised)
        if outcome.ended == "finished" and outcome.raised
        else outcome.failure
    )


def goal_run(outcome: Outcome, goal: object, code: str) -> Run:
    """A run that was judged by a goal: what it raised, or what the goal looked at."""
    if isinstance(goal, Goal) and goal.seen and not outcome.failure:
        asked, value = goal.seen[0]
        return Run(code, asked, value, outcome.output, "", outcome.elapsed_ms)
    error = failure_text(outcome) or (error_text(goal) if isinstance(goal, Raised) else "")
    return Run(code, "", "", outcome.output, error, outcome.elapsed_ms)
