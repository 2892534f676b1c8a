"""Texts with figures: cut into pieces, their figures asked where the names are known, then put together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from torchquiz.engine.models.evidence import Tally
from torchquiz.engine.sandbox.job import Ask, Raised
from torchquiz.engine.variants.templates import Figure, TemplateError, parts
from torchquiz.engine.yaml.positions import Where

LONGEST = 4000
"""Characters of a text; looking for equations in it takes time that grows with their square."""
Tell = Callable[[str, str, Where], None]
"""Notes a fault: what is wrong, what to do, and at which text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with its figures computed."""

    where: Where
    text: str
    computed: tuple[tuple[int, int], ...]
    """Start and end of what was computed, within the text."""


class Texts:
    """Some texts whose figures are asked in one place.

    A text that is no template is told at once, and left out.

    Args:
        texts: each with the way to it.
        tell: notes faults.
        remedy: what to do about a figure that cannot be computed.
        around: the expression in which a figure's own stands, for `{}`; by default alone.
    """

    def __init__(
        self,
        texts: Iterable[tuple[Where, str]],
        tell: Tell,
        remedy: Callable[[Raised], str],
        around: str = "{}",
    ) -> None:
        self._tell = tell
        self._remedy = remedy
        self._parts: list[tuple[Where, list[str | Figure]]] = []
        for where, text in texts:
            try:
                self._parts.append((where, parts(text)))
            except TemplateError as error:
                tell(
                    f"the text cannot be read: {error}.",
                    "Write a figure as {expression}, a literal brace twice.",
                    where,
                )
        before, _, after = around.partition("{}")
        self.asks = tuple(
            Ask(f"{before}{one.code}{after}", "text", one.spec)
            for _, pieces in self._parts
            for one in pieces
            if isinstance(one, Figure)
        )

    def render(self, answers: Sequence[object], tally: Tally) -> list[Rendered]:
        """The texts with their figures, of which there is one answer per ask; what cannot be computed is told."""
        left = iter(answers)
        found = []
        for where, pieces in self._parts:
            text, computed = "", []
            for piece in pieces:
                if isinstance(piece, Figure):
                    said = self._figure(piece, next(left), where, tally)
                    if not piece.is_literal:
                        computed.append((len(text), len(text) + len(said)))
                    text += said
                else:
                    text += piece
            if len(text) > LONGEST:
                message = f"the text has {len(text):,} characters with its figures; at most {LONGEST:,} are read."
                self._tell(message, "Say it shorter.", where)
                text, computed = "", []
            found.append(
                Rendered(where, text.strip(), _moved(computed, len(text) - len(text.lstrip())))
            )
        return found

    def _figure(self, figure: Figure, answer: object, where: Where, tally: Tally) -> str:
        if isinstance(answer, str):
            tally.figures.proven += 1
            return answer
        assert isinstance(answer, Raised)
        tally.figures.wrong += 1
        self._tell(
            f"the figure {{{figure.code}}} cannot be computed: {answer.sentence}.",
            self._remedy(answer),
            where,
        )
        return "?"


def _moved(spans: list[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((start - by, end - by) for start, end in spans)
