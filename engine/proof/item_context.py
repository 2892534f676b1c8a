"""The state of an unfinished proof of one variant of an item."""

from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import Any, Generic, Literal, TypeVar

from torchquiz.engine.models.answers import Answer, Option
from torchquiz.engine.models.authored import Distractor, Edit, Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.context import ProofContext, Scope
from torchquiz.engine.proof.figures import WrongFigures
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.texts import Templates
from torchquiz.engine.sandbox.job import SECOND_RUN, Job, Outcome, Raised
from torchquiz.engine.variants.edits import EditError, edited
from torchquiz.engine.variants.grid import Combination, combinations
from torchquiz.engine.variants.substitution import SubstitutionError, substituted

ItemType = TypeVar("ItemType", bound=Item)
OTHER_SEED = 1
UNKNOWN_NAME = (
    "Use only names that are defined: the parameters and, in texts and in `ask`, the names"
    " that the correct program defines."
)


@dataclass(frozen=True, slots=True)
class ItemScope(Scope):
    """The position of an item, with the misconceptions that it names."""

    misconceptions: dict[str, str] = field(default_factory=dict)
    """The misconceptions that the item names: a belief for each name."""


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """A snippet after an edit, and the lines that changed, both as the learner sees them."""

    code: str
    lines: str


@dataclass(slots=True, kw_only=True)
class ItemContext(ProofContext, Generic[ItemType]):
    """The state of proving one variant of an item.

    The module for the item's kind performs the proof.
    """

    stops_at_wrong_figure = False

    item: ItemType
    combination: Combination
    scope: ItemScope
    wrong_values: dict[int, WrongFigures] = field(default_factory=dict)
    """The values of the wrong options. The keys are the numbers of the distractors."""

    @property
    def names(self) -> dict[str, Any]:
        """The variant's parameters and the values derived from them, by name."""
        return self.combination.values

    @property
    def variant_name(self) -> str | None:
        """The name of the variant, such as `kernel=3, size=28`.

        It is None if the item has no parameters.
        """
        return self.combination.name or None

    @property
    def is_first_variant(self) -> bool:
        """Whether this is the first variant of the item."""
        return self.combination == combinations(self.item)[0]

    # Code

    def with_values(self, code: str, *where: str | int, is_fragment: bool = True) -> str:
        """Return code as the learner sees it, with the parameters replaced by their values.

        Raises:
            ProofStopped: a parameter occurs where it cannot be replaced by its value.
        """
        try:
            return substituted(code.strip("\n"), self.combination.values, is_fragment=is_fragment)
        except SubstitutionError as error:
            line = self.scope.spot(*where).text_line + error.line - 1
            self.note_fault(f"`{where[0]}`: {error}.", error.remedy, *where, line=line)
            raise ProofStopped from error

    @property
    def snippet(self) -> str:
        """The snippet as the learner sees it, or an empty string if the item has none."""
        code = self.item.snippet
        return self.with_values(code, "snippet", is_fragment=False) if code else ""

    def edit_snippet(self, edit: Edit, *where: str | int) -> ShownEdit:
        """Apply an edit to the snippet, and return the result.

        Raises:
            ProofStopped: the edit does not fit the snippet.
        """
        assert self.item.snippet is not None
        try:
            change = edited(self.item.snippet.strip("\n"), edit)
        except EditError as error:
            remedy = "Write statements that replace statements of the snippet."
            raise self.stop(f"{error}.", remedy, *where) from error
        code = self.with_values(change.code, *where, is_fragment=False)
        if change.statements:
            return ShownEdit(code, self.with_values(change.statements, *where))
        lines = code.split("\n")[slice(*change.lines)]
        return ShownEdit(code, dedent("\n".join(lines)))

    def run_twice(self, job: Job, repeated: int) -> tuple[Outcome, Outcome]:
        """Run a job with two seeds. The second run evaluates only the first `repeated` expressions.

        The second run uses another process with a different hash seed and memory layout, so that a
        result that depends on either is likely to differ between the runs.
        """
        other = replace(
            job, asks=job.asks[:repeated], seed=OTHER_SEED, on_twin=True, purpose=SECOND_RUN
        )
        first, again = self.run([job, other])
        return first, again

    def remedy_for(self, raised: Raised) -> str:
        """Return advice on how to fix an expression that cannot be evaluated."""
        if raised.type == "NameError":
            return UNKNOWN_NAME
        return f"{raised.note} Fix the expression.".lstrip()

    # Texts and options for the learner

    def templates(self) -> Templates:
        """Return the item's texts as templates, to be filled in by running the correct program.

        Raises:
            ProofStopped: a text is not a valid template.
        """
        return Templates(self, self.item.texts())

    def texts_of(self, *field: str) -> tuple[str, ...]:
        """Return the rendered texts of a field that contains a list, such as the hints."""
        rendered = self.rendered.items()
        return tuple(text.text for where, text in rendered if where[: len(field)] == field)

    def wrong_option(
        self,
        distractor: Distractor,
        number: int,
        text: str,
        form: Literal["prose", "code", "value"],
        run: Run | None,
    ) -> Option:
        """Create a wrong option, with its explanation and the misconception behind it."""
        return Option(
            text,
            form,
            is_key=False,
            because=self.text("distractors", number, "because"),
            misconception=distractor.misconception,
            belief=self.scope.misconceptions.get(distractor.misconception, ""),
            run=run,
        )

    def variant(self, answer: Answer, run: Run | None, *, statement: str = "") -> Variant:
        """Create the proven variant.

        A true-or-false item shows its `statement` below the question text.
        """
        return Variant(
            params=self.combination.params,
            name=self.combination.name,
            stem="\n\n".join(filter(None, [self.text("stem"), statement])),
            snippet=self.snippet,
            setup=self.scope.setup,
            hints=self.texts_of("hints"),
            solution=self.texts_of("solution"),
            check=self.text("check"),
            answer=answer,
            run=run,
        )
