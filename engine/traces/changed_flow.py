"""A data flow whose numbers a learner may change: what each stage is now, and how far the data comes; pure."""

from collections.abc import Sequence

from msgspec import structs

from torchquiz.engine.models.ways import Stage
from torchquiz.engine.traces.flow import Flow
from torchquiz.engine.wording import parameters, shape


class ChangedFlow:
    """The stages as they are now.

    Args:
        own: the lesson's own stages, as they were proven.
        codes: their codes as they stand now.
        flow: what came of these codes; None while they are the lesson's own, or have not run yet.
    """

    def __init__(
        self, own: Sequence[Stage], codes: tuple[str, ...] = (), flow: Flow | None = None
    ) -> None:
        self._own = own
        self._flow = flow
        self.codes = codes or tuple(stage.code for stage in own)

    def __len__(self) -> int:
        return len(self._own)

    @property
    def is_changed(self) -> bool:
        """Whether any code is other than the lesson's."""
        return any(self.is_changed_at(place) for place in range(len(self)))

    def is_changed_at(self, place: int) -> bool:
        """Whether this stage's code is other than the lesson's."""
        return self.codes[place] != self._own[place].code

    def with_code(self, place: int, code: str) -> "ChangedFlow":
        """The flow with another code for a stage; what came of the codes before stands until these have run."""
        return ChangedFlow(
            self._own, (*self.codes[:place], code, *self.codes[place + 1 :]), self._flow
        )

    def having(self, flow: Flow) -> "ChangedFlow":
        """The flow after its codes ran."""
        return ChangedFlow(self._own, self.codes, flow)

    def stage(self, place: int) -> Stage:
        """The stage as it ran last."""
        own = structs.replace(self._own[place], code=self.codes[place])
        if self._flow is None or not self.has_run(place):
            return own
        ran = self._flow.stages[place]
        return structs.replace(
            own,
            before=ran.before,
            after=ran.after,
            parameters=ran.parameters,
            memory=ran.memory,
            elapsed_ms=ran.elapsed_ms,
            window_before=ran.window_before,
            window_after=ran.window_after,
        )

    def has_run(self, place: int) -> bool:
        """Whether the data came through this stage."""
        return self._flow is None or place < len(self._flow.stages)

    def failure_at(self, place: int) -> str:
        """Why the data did not come through this stage; empty when it did."""
        if self._flow is None or self.has_run(place):
            return ""
        if place == len(self._flow.stages):
            return self._flow.failure
        return f"The data does not come this far: stage {len(self._flow.stages) + 1} cannot run."

    def means(self, place: int) -> str:
        """What the author says of a stage; where its figures no longer hold, what became of it."""
        own, now = self._own[place], self.stage(place)
        if self.failure_at(place):
            return ""
        if (now.before, now.after, now.code) == (
            own.before,
            own.after,
            own.code,
        ) and self._has_its_figures(place):
            return own.means.strip()
        if _size(now) == _size(own):
            return f"Still {_size(now)}, as in the lesson."
        return f"Now {_size(now)}; in the lesson {_size(own)}."

    def _has_its_figures(self, place: int) -> bool:
        """Whether every figure of the author's texts came out as in the lesson, which other numbers before may change."""
        own = tuple(figure.text for figure in self._own[place].figures)
        return self._flow is None or self._flow.stages[place].figures == own


def _size(stage: Stage) -> str:
    return ", ".join(filter(None, (shape(stage.after), parameters(stage.parameters))))
