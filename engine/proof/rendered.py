"""A text as a learner reads it."""

from dataclasses import dataclass

from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text whose figures are computed."""

    where: Where
    text: str
    computed: tuple[tuple[int, int], ...]
    """Start and end of each computed figure within the text."""

    @property
    def figures(self) -> list[str]:
        """The computed figures."""
        return [self.text[start:end] for start, end in self.computed]
