"""Lists all texts of a variant of an item, for the author's preview."""

from collections.abc import Iterator

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.parts import PreviewPart, code, prose, real_run, title
from torchquiz.engine.models.proven import Variant


def question_texts(variant: Variant) -> Iterator[PreviewPart]:
    """Yield the parts of the question. Options are in the order of the lesson file."""
    yield prose(variant.stem)
    if variant.snippet:
        yield code(variant.snippet)
    yield from form_of(variant.answer).preview(variant.answer)


def explanation_texts(variant: Variant) -> Iterator[PreviewPart]:
    """Yield the parts that learners see later or on request, such as hints."""
    yield from form_of(variant.answer).preview_key(variant.answer)
    for number, hint in enumerate(variant.hints, start=1):
        yield prose(f"Hint {number}: {hint}")
    if variant.solution:
        yield title("Worked solution")
        for number, step in enumerate(variant.solution, start=1):
            yield prose(f"{number}. {step}")
    if variant.check:
        yield prose(f"Quick check: {variant.check}")
    if variant.run is not None:
        yield title("It ran")
        yield from real_run(variant.run)
    if variant.setup:
        yield title("Setup")
        yield code(variant.setup)
