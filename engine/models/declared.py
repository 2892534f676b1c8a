"""Pydantic models for the general fields of a lesson and for each kind of activity."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.authored import (
    Code,
    KnownFigure,
    Model,
    RuleModel,
    Setup,
    Slug,
    Text,
    WayModel,
    Written,
)
from torchquiz.engine.models.ways import WAYS, WayName
from torchquiz.engine.yaml.positions import Where

Ids = Annotated[list[Slug], Field(min_length=1)]


class DemoModel(Model):
    """A snippet to run, and expressions whose values are shown afterwards."""

    code: Code
    show: list[Code] = []


class StartModel(WayModel):
    """The beginning of a lesson: its topic, what the topic is good for, and a first example."""

    what: Text
    when: Text
    example: DemoModel


class SideModel(Model):
    """One of the two programs that are compared."""

    name: Text
    code: Code


class MeasureModel(Model):
    """A number to measure for both programs: the value of `ask`, or how long `time` takes."""

    name: Text
    ask: Code | None = None
    time: Code | None = None


class WhyModel(WayModel):
    """A problem that the lesson's topic solves, with measurements of two programs.

    The text in `so` can use the measured values as `before['name']` and `after['name']`.
    """

    problem: Text
    shared: Code | None = None
    """Code that runs first on both sides, for example to create the data."""
    before: SideModel
    after: SideModel
    measures: Annotated[list[MeasureModel], Field(min_length=1)]
    so: Text


class StepModel(Model):
    """A step that teaches one concept. Its code runs after the code of the previous steps."""

    title: Text
    text: Text
    code: Code | None = None
    show: list[Code] = []
    check: Slug | None = None


class LearnModel(WayModel):
    """The lesson's concepts, step by step."""

    steps: Annotated[list[StepModel], Field(min_length=2)]

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each item that checks a step, with its path in the lesson file."""
        yield from (
            (("steps", number, "check"), step.check)
            for number, step in enumerate(self.steps)
            if step.check
        )


class StageModel(Model):
    """A stage of the data flow."""

    name: Text
    input: Code | None = None
    layer: Code | None = None
    shape: Annotated[
        Any,
        BeforeValidator(lambda value: value if isinstance(value, list) else Code._accept(value)),
    ]
    means: Text


class CallModel(Model):
    """A call inside the model whose output must have the shape that the author states.

    If `question` names an item, the trace shows the shape only after the learner has answered it.
    """

    path: str
    """The path of the module, such as `features.3`."""
    shape: Written
    means: Text | None = None
    question: Slug | None = None


class DatasetModel(Model):
    """Training data: code that defines `x`, `y`, `x_test` and `y_test`."""

    name: Text
    code: Code
    needs: Annotated[str, Field(pattern=r"^([A-Za-z_]\w*)?$")] = ""
    """Import name of a package that the data needs.

    If the package is not installed, the data set is neither proven nor offered.
    """


class TrainingModel(Model):
    """A training run: code that defines `model`, and expressions for the loss and the optimizer.

    Texts can use all names that this code defines. They can also use `losses` and `accuracies`,
    which have one number per epoch.
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
    """A layer of the trained model, which is called with the output of the layer before it.

    Texts can use `x`, `before` and `layer`.
    """

    name: Text
    layer: Code
    means: Text


class PredictionModel(Model):
    """Held-out examples, given by their indexes, and the layers of the model that process them.

    The layers, in this order, must make up the whole model.
    """

    classes: Annotated[list[str], Field(min_length=2)]
    examples: Annotated[list[int], Field(min_length=1, max_length=8)]
    layers: Annotated[list[LayerModel], Field(min_length=2)]


class TraceModel(WayModel):
    """The data flow of a model, its training, and its predictions.

    The data flow is either a list of stages or a `call` to a model. In the latter case, the model's
    modules are traced.
    """

    insight: Text
    quiz: list[Slug] = []
    data_flow: Annotated[list[StageModel], Field(min_length=2)] = []
    call: Code | None = None
    calls: list[CallModel] = []
    training: TrainingModel | None = None
    prediction: PredictionModel | None = None

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each item of the quiz, with its path in the lesson file."""
        yield from listed("quiz", self.quiz)

    @model_validator(mode="after")
    def _has_one_flow(self) -> "TraceModel":
        if bool(self.data_flow) == (self.call is not None):
            raise PydanticCustomError(
                "one_flow", "needs either `data_flow` (stages) or `call` (a model to trace)", {}
            )
        return self


class TryModel(WayModel):
    """Exercises in filling in blanks in code. Each is an item of kind `complete`."""

    looks_at_items = True

    blanks: Ids

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each item to fill in, with its path in the lesson file."""
        yield from listed("blanks", self.blanks)


class ChallengeModel(WayModel):
    """Problems to solve within a time limit."""

    looks_at_items = True

    problems: Annotated[list[Slug], Field(min_length=5, max_length=5)]
    seconds: Annotated[int, Field(ge=60, le=3600)]
    badge: str

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each item to solve, with its path in the lesson file."""
        yield from listed("problems", self.problems)


class GaugeModel(Model):
    """A number that is measured twice: before the project and after its last step."""

    name: Text
    ask: Code


class ProjectModel(WayModel):
    """A small program that the learner builds in steps, each of which is checked.

    Texts can use the measured values as `before['name']` and `after['name']`.
    """

    looks_at_items = True

    brief: Text
    setup: Code | None = None
    """Code that runs before the original program and before every step.

    It runs after the lesson's setup, and before the `setup` of the step.
    """
    before: DemoModel
    gauges: Annotated[list[GaugeModel], Field(min_length=1)]
    steps: Annotated[list[Slug], Field(min_length=2)]
    done: Text

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each step's item, with its path in the lesson file."""
        yield from listed("steps", self.steps)


class MetricsModel(WayModel):
    """The predictions of a model, and their metrics.

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
        """Yield the id of each item about the metrics, with its path in the lesson file."""
        yield from listed("questions", self.questions)


def listed(field: str, ids: list[str]) -> Iterator[tuple[Where, str]]:
    """Yield each item id in a field, with its path in the lesson file."""
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
"""The models of the activities that an author can declare.

Review and test are always available, so they are not declared.
"""

PARTS: tuple[type[Model], ...] = (
    DemoModel,
    SideModel,
    MeasureModel,
    StepModel,
    StageModel,
    CallModel,
    TrainingModel,
    DatasetModel,
    PredictionModel,
    RuleModel,
)
WAY_FIELDS: tuple[str, ...] = tuple(chain.from_iterable(part.model_fields for part in PARTS))
"""All keys inside activities, from which "did you mean" suggestions are chosen."""


class SourceModel(Model):
    """The Python file that defines a lesson's model. The file is run before the setup."""

    file: str
    """Path of the file, relative to the lesson."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the file and of the modules in the same folder that it imports."""


class LessonModel(Model):
    """A lesson without its items and activities, each of which is validated separately."""

    lesson: Slug
    """Id of the lesson. It must never change, because attempts are stored under it."""
    title: str = ""
    """Title of the lesson. If there is no title, the id is shown instead."""
    minutes: Annotated[int, Field(ge=1, le=600)] = 0
    """Approximate number of minutes that the lesson takes. If left out, torchquiz estimates it."""
    about: str = ""
    """Topic of the lesson in one sentence."""
    setup: Setup = ""
    """Code that runs before every snippet. The learner can unfold it."""
    source: SourceModel | None = None
    """Python file that defines the lesson's model. Its code runs before the setup."""
    misconceptions: dict[Slug, str] = {}
    """Mistaken beliefs as `name: belief`. Each belief is one sentence."""
    retired: list[Slug] = []
    """Ids of removed items, which must not be reused."""
    prerequisites: list[Slug] = []
    """Ids of lessons that come before this one."""
    known: list[KnownFigure] = []
    """Numbers and shapes that the texts of the lesson may state without computing them."""
    items: list[Any]
    """Questions of the lesson."""
    drills: list[Any] = []
    """Drills of the lesson: quick questions that use new numbers each time."""
    start: Any = None
    why: Any = None
    learn: Any = None
    trace: Any = None
    try_: Any = Field(default=None, alias="try")
    challenge: Any = None
    project: Any = None
    metrics: Any = None

    def declared(self) -> Iterator[WayName]:
        """Yield the activities that the lesson declares, in the order in which they are offered."""
        yield from (way for way in WAYS if way in DECLARED and way in self._present_keys)

    @property
    def _present_keys(self) -> set[str]:
        """The keys that the lesson file contains."""
        fields = type(self).model_fields
        return {fields[name].alias or name for name in self.model_fields_set}
