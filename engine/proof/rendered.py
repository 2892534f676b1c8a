"""Defines a lesson's rendered texts, in which every `{expression}` has been replaced."""

from dataclasses import dataclass

from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text in which each `{expression}` has been replaced by its value."""

    where: Where
    text: str
    computed: tuple[tuple[int, int], ...]
    """The start and end of each computed value in the text."""

    @property
    def figures(self) -> list[str]:
        """The values that were computed for the text, as strings."""
        return [self.text[start:end] for start, end in self.computed]
