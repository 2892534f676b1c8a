"""Tracks a data flow while the learner changes numbers in the code of its stages."""

from collections.abc import Sequence

from msgspec import structs

from torchquiz.engine.models.ways import Stage
from torchquiz.engine.traces.flow import Flow
from torchquiz.engine.wording import parameters, shape


class ChangedFlow:
    """The stages of a lesson's data flow, with the learner's changes.

    Args:
        own: the lesson's own stages, with the results recorded by the proof.
        codes: the current code of each stage. If it is empty, the stages have the lesson's code.
        flow: the results of the latest run, or None if the learner has not run anything yet.
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
        """Whether the code of any stage differs from the lesson's code."""
        return any(self.is_changed_at(place) for place in range(len(self)))

    def is_changed_at(self, place: int) -> bool:
        """Return whether the code of this stage differs from the lesson's code."""
        return self.codes[place] != self._own[place].code

    def with_code(self, place: int, code: str) -> "ChangedFlow":
        """Return a copy in which one stage has different code.

        The copy keeps the previous results until the new code has been run.
        """
        codes = (*self.codes[:place], code, *self.codes[place + 1 :])
        return ChangedFlow(self._own, codes, self._flow)

    def having(self, flow: Flow) -> "ChangedFlow":
        """Return a copy that includes the results of running the current code."""
        return ChangedFlow(self._own, self.codes, flow)

    def stage(self, place: int) -> Stage:
        """Return a stage with its current code and the results of the latest run."""
        own = structs.replace(self._own[place], code=self.codes[place])
        if self._flow is None or not self.has_run(place):
            return own
        run = self._flow.stages[place]
        return structs.replace(
            own,
            before=run.before,
            after=run.after,
            parameters=run.parameters,
            memory=run.memory,
            elapsed_ms=run.elapsed_ms,
            window_before=run.window_before,
            window_after=run.window_after,
        )

    def has_run(self, place: int) -> bool:
        """Return whether this stage ran without an error. Before the first run, return True."""
        return self._flow is None or place < len(self._flow.stages)

    def failure_at(self, place: int) -> str:
        """Return the reason this stage failed or was not reached, or an empty string if it ran."""
        if self._flow is None or self.has_run(place):
            return ""
        if place == len(self._flow.stages):
            return self._flow.failure
        return f"The data does not get this far, because stage {len(self._flow.stages) + 1} fails."

    def means(self, place: int) -> str:
        """Return the author's explanation of a stage or, if it no longer applies, what changed."""
        own, now = self._own[place], self.stage(place)
        if self.failure_at(place):
            return ""
        is_same = (now.before, now.after, now.code) == (own.before, own.after, own.code)
        if is_same and self._has_its_figures(place):
            return own.means.strip()
        if _size(now) == _size(own):
            return f"Still {_size(now)}, as in the lesson."
        return f"Now {_size(now)}; in the lesson, it was {_size(own)}."

    def _has_its_figures(self, place: int) -> bool:
        """Return whether every number in the author's explanation of a stage is still correct.

        Changing an earlier stage may have affected these numbers.
        """
        own = tuple(figure.text for figure in self._own[place].figures)
        return self._flow is None or self._flow.stages[place].figures == own


def _size(stage: Stage) -> str:
    return ", ".join(filter(None, (shape(stage.after), parameters(stage.parameters))))
