"""Holds the state of an unfinished proof of an activity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from torchquiz.engine.models.authored import Code, WayModel
from torchquiz.engine.models.proven import Item
from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.engine.proof.context import ProofContext, Scope
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.texts import Templates
from torchquiz.engine.sandbox.job import Block, Outcome
from torchquiz.engine.yaml.positions import Where

ModelType = TypeVar("ModelType", bound=WayModel)


@dataclass(frozen=True, slots=True)
class WayScope(Scope):
    """The position of an activity in its lesson file, with the proven items that it uses."""

    items: Mapping[str, Item] = field(default_factory=dict)
    """Proven items by id, if the proof needs them. Items with a fault are not included."""


@dataclass(slots=True, kw_only=True)
class WayContext(ProofContext, Generic[ModelType]):
    """The state of the proof of one activity of a lesson."""

    timeout_s = 60.0
    """The time limit in seconds, long enough for code that trains a small model."""
    stops_at_wrong_figure = False

    model: ModelType
    scope: WayScope

    @property
    def setup(self) -> Block:
        """The setup code of the lesson, as a block to run."""
        (setup,) = self.scope.setups
        return setup

    def templates(self, *fields: Where, names: str = "", around: str = "{}") -> Templates:
        """Return the texts in these fields as templates.

        `names` describes, for error messages, the names that expressions in the texts may use.

        Raises:
            ProofStopped: a text is not a valid template.
        """
        texts = [
            (where, text)
            for where, text in self.model.texts()
            if any(where[: len(under)] == under for under in fields)
        ]
        remedy = f"Use {names}." if names else "Use only names that are defined here."
        return Templates(self, texts, remedy, around)

    def demo(
        self,
        code: str,
        outcome: Outcome,
        show: Sequence[Code] = (),
        *where: str | int,
        output: str | None = None,
    ) -> Demo:
        """Return code that has been run, with the values of the expressions to show below it.

        Args:
            code: the code.
            outcome: the outcome of the job that ran the code and then evaluated these expressions,
                before any others.
            show: the expressions.
            where: the field that contains the expressions, for error messages.
            output: the output of this code, if the outcome also contains the output of other code.

        Raises:
            ProofStopped: an expression could not be evaluated.
        """
        shown = []
        for number, (expression, answer) in enumerate(zip(show, outcome.answers, strict=False)):
            value = self.value(answer, "`show`", *where, number)
            self.tally.figures.proven += 1
            shown.append(Shown(expression.strip(), value.text))
        printed = outcome.output if output is None else output
        return Demo(code.strip("\n"), tuple(shown), printed, outcome.elapsed_ms)

    def named_items(self, ids: Sequence[str]) -> Iterator[tuple[int, Item]]:
        """Yield the items with the ids that a field lists, each with its position in the list.

        Raises:
            ProofStopped: an item is not proven; the reason is among its own faults or doubts.
        """
        for number, item_id in enumerate(ids):
            if item_id not in self.scope.items:
                raise ProofStopped
            yield number, self.scope.items[item_id]
