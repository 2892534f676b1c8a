"""Suggests improvements to texts that read badly once their values are filled in."""

import re
from collections.abc import Iterator

from torchquiz.engine.authoring.remark import Remark
from torchquiz.engine.models import authored
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.text.spans import INLINE_CODE
from torchquiz.engine.yaml.positions import Where

UNROUNDED = re.compile(r"(?<![\w.])\d+\.\d{8,}")
"""A number with more decimals than anybody wants to read: `0.30000000000000004`."""
ONE_OF_SEVERAL = re.compile(
    r"(?<!padding )(?<!stride )(?<!size )"
    r"\b(?:by|of|with|has|have|had|only|are|is|there|contains?|makes?|leaves?|gives?|moves?"
    r"|moved|shifts?|shifted|for|after|first|last|next|other)"
    r" 1 (?!(?:bias|ms|less|loss|class|plus|minus|times|is|has|as)\b)[a-z]+s\b"
)
"""A plural noun after the number 1: `shifted by 1 columns`. After other words than these, the word
that follows the number is often a verb: `padding 1 adds`."""
ANSWERED_UNSEEN = ("typed", "fill")
"""Forms of answers that learners give without having seen any of the answer's texts."""
NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?!\w|=[^=])")
"""A name in code that is neither an attribute nor a keyword of a call."""


def filled_in_texts(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Yield at most one remark of each kind for each text of an item."""
    noticed: set[tuple[Where, str]] = set()
    for variant in proven.variants:
        hidden = _hidden_parameters(proven, variant)
        compared = _compared(variant)
        for where, text in _texts(variant):
            for remark in _on_text(where, text, compared, hidden):
                if (where, remark.remedy) not in noticed:
                    noticed.add((where, remark.remedy))
                    yield remark


def _on_text(where: Where, text: str, compared: str, hidden: set[str]) -> Iterator[Remark]:
    """Yield the remarks on a text.

    Args:
        where: the field of the text.
        text: the text, with its values filled in.
        compared: the question, its code and its options. A value in them is not rounded, since it
            may be the point of the item.
        hidden: the parameters that learners do not see.
    """
    numbers = UNROUNDED.findall(text) if where != ("stem",) else []
    if unrounded := [number for number in numbers if number not in compared]:
        yield Remark(
            where, f"learners see {unrounded[0]}.", "Round it with a format, such as {loss:.3f}."
        )
    if plural := ONE_OF_SEVERAL.search(text):
        yield Remark(
            where,
            f"learners see “{plural[0]}”.",
            "Rephrase it so that it fits the number 1 too, or leave out that value.",
        )
    used = set(NAME.findall(" ".join(INLINE_CODE.findall(text))))
    for name in sorted(used & hidden)[:1]:
        yield Remark(
            where,
            f"learners do not see the parameter `{name}`, only its values.",
            f"Write {{{name}}}, or name the parameter in the code.",
        )


def _compared(variant: Variant) -> str:
    options = " ".join(option.text for option in variant.answer.options)
    return f"{variant.stem} {variant.snippet} {variant.setup} {options}"


def _hidden_parameters(proven: Item, variant: Variant) -> set[str]:
    """Return the parameters that the code of the question shows only as values."""
    answer = () if proven.form in ANSWERED_UNSEEN else variant.answer.texts
    shown = re.findall(r"\w+", "\n".join((variant.setup, variant.snippet, *answer)))
    return variant.params.keys() - set(shown)


def _texts(variant: Variant) -> Iterator[tuple[Where, str]]:
    yield ("stem",), variant.stem
    for number, text in enumerate(variant.hints):
        yield ("hints", number), text
    for number, text in enumerate(variant.solution):
        yield ("solution", number), text
    yield ("check",), variant.check
    for mistake in (*variant.answer.options, *variant.answer.near):
        yield ("distractors",), mistake.because
