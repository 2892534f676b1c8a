"""Renders texts, computing the `{expressions}` in them by running code."""

from collections.abc import Iterable, Iterator, Sequence

from torchquiz.engine.proof.context import ProofContext
from torchquiz.engine.proof.figure_checks import check_figures
from torchquiz.engine.proof.figures import figures_in
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.sandbox.job import Ask, Raised
from torchquiz.engine.variants.templates import Figure, TemplateError, parts
from torchquiz.engine.yaml.positions import Where

LONGEST = 4000
"""Maximum length of a text. The time to find its equations grows with the square of its length."""


class Templates:
    """Texts whose `{expressions}` are evaluated by running the same code.

    Args:
        context: the proof.
        texts: the texts, each with its field.
        remedy: advice for an expression that cannot be evaluated; by default, the context
            provides it.
        around: an expression with a `{}`, which is replaced by each expression of the texts.

    Raises:
        ProofStopped: a text is not a valid template.
    """

    def __init__(
        self,
        context: ProofContext,
        texts: Iterable[tuple[Where, str]],
        remedy: str = "",
        around: str = "{}",
    ) -> None:
        self._context = context
        self._remedy = remedy
        already = len(context.proof.faults)
        self._pieces = {where: self._split(text, where) for where, text in texts}
        if len(context.proof.faults) > already:
            raise ProofStopped
        before, _, after = around.partition("{}")
        self.asks: tuple[Ask, ...] = tuple(
            Ask(f"{before}{figure.code}{after}", "text", figure.spec) for figure in self._figures()
        )

    def render(self, answers: Iterable[object]) -> list[str]:
        """Fill in the values, store the finished texts in the context, and return the values.

        A literal such as `{5}` proves nothing, so its value is not among the returned values.

        Raises:
            ProofStopped: a value cannot be computed, and the context stops the proof there.
        """
        already = len(self._context.proof.faults)
        unused = iter(answers)
        figures: list[str] = []
        for where, pieces in self._pieces.items():
            rendered = self._render_text(pieces, unused, where)
            self._context.rendered[where] = rendered
            figures += rendered.figures
        if self._context.stops_at_wrong_figure and len(self._context.proof.faults) > already:
            raise ProofStopped
        return figures

    def check_figures(self, shown: Iterable[str]) -> None:
        """Check the numbers and shapes that an author typed into the texts.

        Those that also occur in the strings shown next to the texts are correct.
        """
        known = figures_in("\n".join(shown))
        for where in self._pieces:
            check_figures(self._context, self._context.rendered[where], known)

    def _split(self, text: str, where: Where) -> Sequence[str | Figure]:
        try:
            return parts(text)
        except TemplateError as error:
            self._context.note_fault(
                f"the text is not a valid template: {error}.",
                "Write a computed value as {expression}, and write each literal brace twice.",
                *where,
            )
            return []

    def _figures(self) -> Iterator[Figure]:
        for pieces in self._pieces.values():
            for piece in pieces:
                if isinstance(piece, Figure):
                    yield piece

    def _render_text(
        self, pieces: Sequence[str | Figure], answers: Iterator[object], where: Where
    ) -> RenderedText:
        text = ""
        computed: list[tuple[int, int]] = []
        for piece in pieces:
            start = len(text)
            if isinstance(piece, Figure):
                text += self._figure_text(piece, next(answers), where)
                if not piece.is_literal:
                    computed.append((start, len(text)))
            else:
                text += piece
        if len(text) > LONGEST:
            self._context.note_fault(
                f"with its values filled in, the text has {len(text):,} characters;"
                f" at most {LONGEST:,} are allowed.",
                "Shorten it.",
                *where,
            )
            return RenderedText(where, "", ())
        indent = len(text) - len(text.lstrip())
        spans = tuple((start - indent, end - indent) for start, end in computed)
        return RenderedText(where, text.strip(), spans)

    def _figure_text(self, figure: Figure, answer: object, where: Where) -> str:
        count = self._context.tally.figures
        if isinstance(answer, str):
            count.proven += 1
            return answer
        assert isinstance(answer, Raised)
        count.wrong += 1
        self._context.note_fault(
            f"the value {{{figure.code}}} cannot be computed: {answer.sentence}.",
            self._remedy or self._context.remedy_for(answer),
            *where,
        )
        return "?"
