"""Finds dtypes and exceptions that an explanation names although no code gives them.

As with figures, a name is known if it occurs in the question, the code, the key or a run of the
correct program. A wrong option makes names known in its own explanation only.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import after_right_program, right_code
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.written_figures import is_computed
from torchquiz.engine.sandbox.values import plain

DTYPE = re.compile(r"\b(?:bfloat16|u?int(?:8|16|32|64)|float(?:16|32|64)|complex(?:64|128))\b")
"""Matches the name of a dtype, such as `float32`, also in `torch.float32`."""
RESULT = re.compile(
    r"\b(?:is|gives|returns|makes|becomes|stays|remains|holds|contains|dtype|dtype of)"
    r" (?:an? |still |now |again |always )?`?(?:torch\.)?$"
)
"""Matches words before a dtype that present it as that of a result, such as `is a `.

Other sentences may name dtypes that no code of the item uses: “float64 takes 8 bytes”.
"""
EXCEPTION = re.compile(r"\b[A-Z]\w*Error\b|\bStopIteration\b|\bKeyboardInterrupt\b")
"""Matches the name of an exception class, such as `RuntimeError`."""
HYPOTHETICAL = re.compile(r"\b(?:would|could|might|if|unless|instead|without)\b", re.IGNORECASE)
"""Matches words of a text that may be about other code than the item's."""
RAISED = re.compile(r"(?<!not )\b(?:raises?|throws?|gives?|gets?|is|with) (?:an? )?`?$")
"""Matches words before an exception that is raised, such as `raises a `."""
SYNONYMS = {
    "double": "float64",
    "float": "float32",
    "half": "float16",
    "long": "int64",
    "int": "int32",
    "short": "int16",
    "byte": "uint8",
}
"""The dtype to which each of these methods converts."""
CONVERSION = re.compile(rf"\.({'|'.join(SYNONYMS)})\(\)")
"""Matches a conversion, such as `.long()`."""


def report_unknown_names(
    context: ItemContext[Any], variant: Variant, texts: Iterable[RenderedText]
) -> None:
    """Record a doubt about each dtype and each exception in a text that nothing backs.

    It is a fault if the solution names it instead of the answer.
    """
    known = _names_of_question(variant) | _names_of_rules(context)
    strange: list[tuple[RenderedText, str]] = []
    for text in texts:
        own = known | _names_of_option(context, variant, text)
        strange += [(text, name) for name in _typed_names(text) if name not in own]
    if any(DTYPE.match(name) for _, name in strange):
        (answer,) = after_right_program(context, variant, ["_dtypes()"]) or (None,)
        found = plain(context.value(answer, "the dtypes")) if answer is not None else ()
        strange = [(text, name) for text, name in strange if name not in found]
    for text, name in strange:
        what = "has" if DTYPE.match(name) else "raises"
        reason = f"no code in this item {what} {name}"
        remedy = "name what the code actually produces, or write it as an {expression}"
        if right := _right_name(variant, texts, text, name):
            context.note_fault(
                f"{reason}; the answer is {right}.", f"{remedy.capitalize()}.", *text.where
            )
        else:
            context.note_doubt(f"{reason}; {remedy}", *text.where)


def _right_name(
    variant: Variant, texts: Iterable[RenderedText], text: RenderedText, name: str
) -> str:
    """Return the dtype or exception that is the answer if an explanation names only another one.

    The explanation is the solution or the back of a card, whose answer is the value that it shows.
    Return an empty string if the answer is something else, or if the explanation names it too.
    """
    field = text.where[0]
    if field not in ("solution", "back") or HYPOTHETICAL.search(text.text):
        return ""
    pattern = DTYPE if DTYPE.match(name) else EXCEPTION
    answer_texts = list(variant.answer.key_texts)
    answers = [variant.run.value] if field == "back" and variant.run else answer_texts
    keys = {match[0] for answer in answers for match in pattern.finditer(answer)}
    whole = "\n".join(each.text for each in texts if each.where[0] == field)
    is_stated = pattern is DTYPE or RAISED.search(text.text.partition(name)[0])
    right = keys.pop() if len(keys) == 1 else ""
    return right if is_stated and right not in whole else ""


def _typed_names(text: RenderedText) -> Iterator[str]:
    """Yield the names in a text that the author typed."""
    for pattern in (DTYPE, EXCEPTION):
        for match in pattern.finditer(text.text):
            is_stated = pattern is EXCEPTION or RESULT.search(text.text[: match.start()])
            if is_stated and not is_computed(match.span(), text):
                yield match[0]


def _names_of_question(variant: Variant) -> set[str]:
    answer = variant.answer
    keys = [option for option in answer.options if option.is_key]
    runs = [variant.run, *(option.run for option in keys)]
    texts = [variant.stem, variant.setup, variant.snippet, right_code(variant), *answer.key_texts]
    return _names_in([*texts, *_texts_of(runs)])


def _names_of_rules(context: ItemContext[Any]) -> set[str]:
    """Return the names in the code of the rules, which test sentences about other cases."""
    rules = context.item.rules
    return _names_in(str(part) for rule in rules for _, part in rule if part is not None)


def _names_of_option(context: ItemContext[Any], variant: Variant, text: RenderedText) -> set[str]:
    """Return the names in the wrong option that a text explains, or none for any other text."""
    if text.where[0] != "distractors":
        return _names_in(text.figures)
    model = context.item.distractors[int(text.where[1])]
    because = context.rendered[text.where].text
    wrong = (*variant.answer.options, *variant.answer.near)
    own = [one for one in wrong if one.because == because]
    shown = [str(one.text) for one in own if hasattr(one, "text")]
    written = [str(value) for name, value in model if name != "because"]
    return _names_in([*text.figures, *shown, *written, *_texts_of(one.run for one in own)])


def _texts_of(runs: Iterable[Run | None]) -> Iterator[str]:
    for run in runs:
        if run is not None:
            yield from (run.code, run.asked, run.value, run.output, run.error)


def _names_in(texts: Iterable[str]) -> set[str]:
    joined = "\n".join(texts)
    converted = {SYNONYMS[match[1]] for match in CONVERSION.finditer(joined)}
    return {*DTYPE.findall(joined), *EXCEPTION.findall(joined), *converted}
