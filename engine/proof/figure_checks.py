"""Checks the numbers and shapes in the rendered texts of items and activities."""

import re
from collections.abc import Iterator

from torchquiz.engine.proof.context import ProofContext
from torchquiz.engine.proof.figures import (
    FigureReport,
    KnownFigures,
    examine_equations,
    examine_figures,
    stated_figures,
)
from torchquiz.engine.proof.ratio_words import unsupported_ratios
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.written_figures import NUMBER
from torchquiz.engine.yaml.positions import Where

SETTING = re.compile(
    r"\b(?:batch|kernel|stride|padding|dilation|learning rate|hidden size|dropout)(?: size| rate)?"
    r" (?:of )?(?P<value>\d[\d,.]*\d|\d)(?![\w.×]|,\d)",
    re.IGNORECASE,
)
"""Matches a setting of the code with its value, such as `a batch of 64` or `kernel size 5`."""
HYPOTHETICAL = re.compile(
    r"\b(?:would|could|should|must|were|had|if|suppose|instead|without|unless)\b", re.IGNORECASE
)
"""Matches words of a question that may be about other settings than those in the code."""
LABELS = ("name", "title")
"""Fields that are labels, in which a number may merely count things, as in “ReLU 3”."""


def check_figures(context: ProofContext, text: RenderedText, known: KnownFigures) -> None:
    """Check every number and shape in a text that explains something to learners."""
    report = examine_figures(text, known | stated_figures(context.scope.known))
    _note(context, report, text.where)
    unbacked = [*report.unbacked, *_ratios(text, known)]
    if unbacked and text.where[-1] not in LABELS:
        context.tally.figures.unproven += len(unbacked)
        numbers = ", ".join(dict.fromkeys(unbacked))
        context.note_doubt(
            f"not computed anywhere: {numbers}; write {{expression}} to have the value computed, or"
            " list it under `known` if it comes from elsewhere",
            *text.where,
        )


def _ratios(text: RenderedText, known: KnownFigures) -> Iterator[str]:
    """Yield the ratios in words that no figures support, unless a text says what a check does."""
    return unsupported_ratios(text.text, known) if text.where[-1] != "says" else iter(())


def report_untested_number(context: ProofContext, text: RenderedText, known: KnownFigures) -> None:
    """Record a fault if a true statement is only a number that its condition does not test."""
    stated = text.text.strip(" `.")
    if NUMBER.fullmatch(stated) and has_unknown_figures(context, text, known):
        context.note_fault(
            f"the key is {stated}, which neither its condition nor the code contains.",
            "Test the very number that the key states.",
            *text.where,
        )


def has_unknown_figures(context: ProofContext, text: RenderedText, known: KnownFigures) -> bool:
    """Return whether a text contains figures that are not known, or equations that are wrong."""
    report = examine_figures(text, known | stated_figures(context.scope.known))
    return bool(report.wrong or report.unbacked or any(_ratios(text, known)))


def check_stem(context: ProofContext, text: RenderedText, given: KnownFigures) -> None:
    """Check a question: its equations must be true, and its numbers should occur in the code.

    A number from elsewhere causes a doubt but not a fault, since a question may state facts. It is
    a fault if the number is that of a setting of the code, such as “a batch of 64”.
    """
    check_equations(context, text)
    report = examine_figures(text, given | stated_figures(context.scope.known))
    strange = [*report.unbacked, *report.unbacked_results]
    for setting in SETTING.finditer(text.text) if not HYPOTHETICAL.search(text.text) else ():
        if setting["value"] in strange:
            context.note_fault(
                f"the question says “{setting[0]}”, but {setting['value']} is nowhere in the code.",
                "Write the value as {expression}, so that it is computed.",
                *text.where,
            )
            return
    if strange:
        context.tally.figures.unproven += len(strange)
        numbers = ", ".join(dict.fromkeys(strange))
        context.note_doubt(
            f"not in the code or its results: {numbers}; write {{expression}} to have the"
            " value computed, or list it under `known` if it comes from elsewhere",
            *text.where,
        )


def check_equations(context: ProofContext, text: RenderedText) -> None:
    """Check the equations in a text, such as a question, whose other numbers need no proof."""
    _note(context, examine_equations(text), text.where)


def _note(context: ProofContext, report: FigureReport, where: Where) -> None:
    keys = context.tally.keys
    is_quoted = keys.unproven > 0 and not keys.proven
    context.tally.figures.proven += report.calculated
    context.tally.figures.wrong += len(report.wrong)
    for sentence in report.wrong:
        if is_quoted:
            context.note_doubt(f"{sentence}, but no code tests this item's answer", *where)
            continue
        correction = report.corrections.get(sentence)
        amendment = None
        if correction:
            amendment = context.amendment(correction.new, *where, old=correction.old)
        context.note_fault(
            f"{sentence}.",
            "Write the value as {expression}, so that it is computed.",
            *where,
            amendment=amendment,
        )
