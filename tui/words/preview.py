"""What an author sees of an item: a variant as a learner meets it, then all its explanations."""

from collections.abc import Iterator

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.parts import PreviewPart, code, prose, real_run, title
from torchquiz.engine.models.proven import Variant


def asked(variant: Variant) -> Iterator[PreviewPart]:
    """Yield the question as a learner first meets it, its options in the order of the file."""
    yield prose(variant.stem)
    if variant.snippet:
        yield code(variant.snippet)
    yield from form_of(variant.answer).preview(variant.answer)


def unfolded(variant: Variant) -> Iterator[PreviewPart]:
    """Yield everything that can be shown afterwards, and whatever is folded at first."""
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
