"""Words for the verdict of a test, shared by both front ends."""

from torchquiz.engine import wording
from torchquiz.engine.progress.verdict import Verdict
from torchquiz.engine.study.after_test import Assessment
from torchquiz.engine.study.summary import Summary

STRONG_MEANS = "Strong means: without guessing, at least 65 of 100 medium questions right."


def sentence(found: Verdict) -> str:
    """The verdict in a glyph, words and its probability: `◐ Borderline. …`."""
    glyph = {"strong": wording.RIGHT, "borderline": "◐", "not yet": wording.UNCOUNTED}[found.name]
    word = {"strong": "Strong.", "borderline": "Borderline.", "not yet": "Not yet."}[found.name]
    return f"{glyph} {word} You are strong here with a probability of {per_cent(found.p)}."


def per_cent(p: float) -> str:
    """A probability that is never said to be certain: `54 %`, `over 99 %`."""
    if p > 0.99:
        return "over 99 %"
    return f"{p:.0%}".replace("%", " %") if p >= 0.01 else "under 1 %"


def score(summary: Summary) -> str:
    """How many questions were right: `7 of 10 right`."""
    return f"{summary.right} of {len(summary.answered)} right"


def reason(found: Assessment) -> str:
    """What the verdict rests on: how each level went, and what strong means."""
    went = ", ".join(f"{level} {right} of {asked}" for level, right, asked in found.levels)
    return f"{went[0].upper()}{went[1:]}. {STRONG_MEANS}"


def next_step(found: Assessment, more: int) -> str:
    """The next step in one sentence; more questions come before all else."""
    if more:
        return f"{wording.counted(more, 'question')} more would tell more clearly."
    return found.next.sentence
