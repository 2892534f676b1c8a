"""Describes the verdict of a test."""

from torchquiz.engine import wording
from torchquiz.engine.progress.verdict import Verdict, VerdictName
from torchquiz.engine.study.assessment import Assessment
from torchquiz.engine.study.summary import Summary

STRONG_MEANS = (
    "Strong means that you would answer at least 65 of 100 medium questions correctly without"
    " guessing."
)
GLYPHS: dict[VerdictName, str] = {
    "strong": wording.RIGHT,
    "borderline": "◐",
    "not yet": wording.UNCOUNTED,
}


def sentence(verdict: Verdict) -> str:
    """Return the verdict with its glyph and the probability, such as `◐ Borderline. …`."""
    word = f"{GLYPHS[verdict.name]} {verdict.name.capitalize()}."
    return f"{word} The probability that you are strong in this topic is {per_cent(verdict.p)}."


def per_cent(p: float) -> str:
    """Return a probability as a percentage that is never 0 or 100: `54 %`, `over 99 %`."""
    if p > 0.99:
        return "over 99 %"
    if p < 0.01:
        return "under 1 %"
    return f"{p * 100:.0f} %"


def score(summary: Summary) -> str:
    """Return how many questions were right, such as `7 of 10 right`."""
    return f"{summary.right} of {len(summary.results)} right"


def reason(assessment: Assessment) -> str:
    """Return the reasons for the verdict: the score at each level and what "strong" means."""
    levels = ", ".join(
        f"{score.level} {score.right} of {score.asked}" for score in assessment.levels
    )
    return f"{levels[0].upper()}{levels[1:]}. {STRONG_MEANS}"


def follow_up(assessment: Assessment) -> str:
    """Return a sentence that says what to do next, offering more questions if they would help."""
    if assessment.more:
        more = wording.counted(len(assessment.more), "more question")
        return f"{more} would make the verdict clear."
    return assessment.follow_up.sentence
