"""Defines the rendered text, a text as a learner reads it."""

from dataclasses import dataclass

from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text with its computed figures filled in."""

    where: Where
    text: str
    computed: tuple[tuple[int, int], ...]
    """Start and end of each computed figure in the text."""

    @property
    def figures(self) -> list[str]:
        """Texts of the computed figures."""
        return [self.text[start:end] for start, end in self.computed]
