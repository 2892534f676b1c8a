"""Defines the models of a lesson as its author declares it: its head, and the ways to study it."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from torchquiz.engine.models.authored import Code, Model, Slug, Text, WayModel
from torchquiz.engine.models.ways import WAYS, WayName
from torchquiz.engine.yaml.positions import Where

Ids = Annotated[list[Slug], Field(min_length=1)]


class DemoModel(Model):
    """A snippet to run, with expressions whose values are shown."""

    code: Code
    show: list[Code] = []


class StartModel(WayModel):
    """The start of a lesson: its topic, its uses, and a first example."""

    what: Text
    when: Text
    example: DemoModel


class SideModel(Model):
    """One side of a comparison."""

    name: Text
    code: Code


class MeasureModel(Model):
    """A number measured on both sides: `ask` is evaluated, `time` is timed."""

    name: Text
    ask: Code | None = None
    time: Code | None = None


class WhyModel(WayModel):
    """A problem, before and after the lesson's topic solves it.

    `so` can use the measures as `before['name']` and `after['name']`.
    """

    problem: Text
    shared: Code | None = None
    """Code that both sides begin with, such as their data."""
    before: SideModel
    after: SideModel
    measures: Annotated[list[MeasureModel], Field(min_length=1)]
    so: Text


class StepModel(Model):
    """One concept; its code runs after the code of the previous steps."""

    title: Text
    text: Text
    code: Code | None = None
    show: list[Code] = []
    check: Slug | None = None


class LearnModel(WayModel):
    """A lesson's concepts, step by step."""

    steps: Annotated[list[StepModel], Field(min_length=2)]

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the checks of the steps."""
        yield from (
            (("steps", number, "check"), step.check)
            for number, step in enumerate(self.steps)
            if step.check
        )


class StageModel(Model):
    """A stage of a data flow."""

    name: Text
    input: Code | None = None
    layer: Code | None = None
    shape: Annotated[
        Any,
        BeforeValidator(lambda value: value if isinstance(value, list) else Code._accept(value)),
    ]
    means: Text


class DatasetModel(Model):
    """Data to train on: code that defines `x`, `y`, `x_test` and `y_test`."""

    name: Text
    code: Code
    needs: Annotated[str, Field(pattern=r"^([A-Za-z_]\w*)?$")] = ""
    """Import name of a package that the data needs.

    If it is not installed, the data set is neither proven nor offered.
    """


class TrainingModel(Model):
    """A training run: code that defines `model`, and expressions for the loss and the optimizer.

    Texts can use the names of that code, and `losses` and `accuracies` with one number per epoch.
    """

    about: Text
    data: Annotated[list[DatasetModel], Field(min_length=1)]
    model: Code
    loss: Code
    optimizer: Code
    epochs: Annotated[int, Field(ge=2, le=50)]
    batch: Annotated[int, Field(ge=1, le=4096)]
    means: Text


class LayerModel(Model):
    """A layer of the trained model, called with the output of the previous layer.

    Its text can use `x`, `before` and `layer`.
    """

    name: Text
    layer: Code
    means: Text


class PredictionModel(Model):
    """Held-out examples, by index, that are followed through the trained model.

    Its layers, one after another, must be the whole model.
    """

    classes: Annotated[list[str], Field(min_length=2)]
    examples: Annotated[list[int], Field(min_length=1, max_length=8)]
    layers: Annotated[list[LayerModel], Field(min_length=2)]


class TraceModel(WayModel):
    """A model's data flow, its training and its predictions."""

    insight: Text
    quiz: list[Slug] = []
    data_flow: Annotated[list[StageModel], Field(min_length=2)]
    training: TrainingModel | None = None
    prediction: PredictionModel | None = None

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the items of the quiz."""
        yield from listed("quiz", self.quiz)


class TryModel(WayModel):
    """Code with blanks to fill in, each an item of kind `complete`."""

    looks_at_items = True

    blanks: Ids

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the items to fill in."""
        yield from listed("blanks", self.blanks)


class ChallengeModel(WayModel):
    """Problems to solve against the clock."""

    looks_at_items = True

    problems: Annotated[list[Slug], Field(min_length=5, max_length=5)]
    seconds: Annotated[int, Field(ge=60, le=3600)]
    badge: str

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the items that are its problems."""
        yield from listed("problems", self.problems)


class GaugeModel(Model):
    """A measure of a project, taken on the program before it and after its last step."""

    name: Text
    ask: Code


class ProjectModel(WayModel):
    """A small model that the learner builds in checked steps.

    Texts can use the gauges as `before['name']` and `after['name']`.
    """

    looks_at_items = True

    brief: Text
    setup: Code | None = None
    """Code that the program before and every step begin with.

    It runs after the lesson's setup and before the `setup` of a step.
    """
    before: DemoModel
    gauges: Annotated[list[GaugeModel], Field(min_length=1)]
    steps: Annotated[list[Slug], Field(min_length=2)]
    done: Text

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the items that are its steps."""
        yield from listed("steps", self.steps)


class MetricsModel(WayModel):
    """A model's predictions and their metrics.

    Texts can use `matrix`, `accuracy`, `precision` and `recall`.
    """

    about: Text
    code: Code
    classes: Annotated[list[str], Field(min_length=2)]
    actual: Code
    predicted: Code
    means: Text
    questions: Ids

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the items about the numbers."""
        yield from listed("questions", self.questions)


def listed(field: str, ids: list[str]) -> Iterator[tuple[Where, str]]:
    """Yield the ids in a field, each with its path."""
    for number, item in enumerate(ids):
        yield (field, number), item


DECLARED: dict[WayName, type[WayModel]] = {
    "start": StartModel,
    "why": WhyModel,
    "learn": LearnModel,
    "trace": TraceModel,
    "try": TryModel,
    "challenge": ChallengeModel,
    "project": ProjectModel,
    "metrics": MetricsModel,
}
"""The models of ways that an author can declare; review and test need no declaration."""

PARTS: tuple[type[Model], ...] = (
    DemoModel,
    SideModel,
    MeasureModel,
    StepModel,
    StageModel,
    TrainingModel,
    DatasetModel,
    PredictionModel,
)
WAY_FIELDS: tuple[str, ...] = tuple(chain.from_iterable(part.model_fields for part in PARTS))
"""Keys within ways, from which "did you mean" chooses."""


class LessonModel(Model):
    """A lesson without its items and ways, which are read one by one."""

    lesson: Slug
    """Id of the lesson; it must never change, since attempts are stored under it."""
    title: str
    """Title of the lesson."""
    minutes: Annotated[int, Field(ge=1, le=600)]
    """Minutes that the lesson takes, roughly."""
    about: str
    """Topic of the lesson, in one sentence."""
    setup: str = ""
    """Code that runs before every snippet; the learner can unfold it."""
    misconceptions: dict[Slug, str] = {}
    """Mistaken beliefs as `name: belief`, each one sentence."""
    retired: list[Slug] = []
    """Ids of removed items, which must not be used again."""
    prerequisites: list[Slug] = []
    """Ids of lessons that come before this one."""
    items: list[Any]
    """Questions of the lesson."""
    start: Any = None
    why: Any = None
    learn: Any = None
    trace: Any = None
    try_: Any = Field(default=None, alias="try")
    challenge: Any = None
    project: Any = None
    metrics: Any = None

    def declared(self) -> Iterator[WayName]:
        """Yield the ways that the lesson declares, in their order."""
        yield from (way for way in WAYS if way in DECLARED and way in self._present_keys)

    @property
    def _present_keys(self) -> set[str]:
        """Keys that the file has."""
        fields = type(self).model_fields
        return {fields[name].alias or name for name in self.model_fields_set}
