"""Checks variants of all kinds of items: numbers in texts, identical options, hints and lengths."""

from collections.abc import Iterator

from msgspec.structs import replace

from torchquiz.engine.models.answers import Answer, Arrange, Option
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.explained_figures import figures_of_equations, figures_of_inline_code
from torchquiz.engine.proof.figure_checks import (
    check_equations,
    check_figures,
    check_stem,
    has_unknown_figures,
    report_untested_number,
)
from torchquiz.engine.proof.figures import (
    KnownFigures,
    WrongFigures,
    figures_in,
    figures_of_variant,
)
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.lookalikes import appearance
from torchquiz.engine.proof.many_seeds import doubt_lucky_figures, report_lucky_conditions
from torchquiz.engine.proof.observed_figures import observed_figures
from torchquiz.engine.proof.prose.api_names import doubt_misspelt_names
from torchquiz.engine.proof.prose.arguments import report_confused_arguments
from torchquiz.engine.proof.prose.false_known import doubt_false_known
from torchquiz.engine.proof.prose.lines import doubt_other_lines
from torchquiz.engine.proof.prose.names import report_unknown_names
from torchquiz.engine.proof.prose.shown_value import doubt_other_back
from torchquiz.engine.proof.prose.statements import report_false_statements
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proving.hints import gives_away, normal_text
from torchquiz.engine.proving.misleading import note_misleading_texts
from torchquiz.engine.proving.shown_key import place_of_key
from torchquiz.engine.proving.swapped_explanations import misplaced_explanations
from torchquiz.engine.proving.unfinished import note_unfinished_texts
from torchquiz.engine.proving.untouched import doubt_changed_names
from torchquiz.engine.variants.grid import combinations
from torchquiz.engine.variants.templates import Figure, parts
from torchquiz.engine.yaml.positions import Where

EXPLAINING = ("hints", "solution", "check", "back")
"""Explanatory fields of an item. Every number and shape in them needs a proof."""
EXPLAINING_PARTS = ("because", "says")
"""Explanatory fields of a distractor or a check."""
ASKING = ("stem", "columns", "rows", "lines")
"""Fields of the question. Equations in them must hold, but numbers need no proof."""
STATEMENT: Where = ("statement", "text")
"""The field that contains the statement of a true-or-false item."""
TIMES_LONGER = 1.6
CHARACTERS_LONGER = 25
"""The number of extra characters above which the longest option gives itself away."""


def check_variant(context: ItemContext[Item], variant: Variant) -> None:
    """Check the texts and options of a variant whose answer has already been proven."""
    note_unfinished_texts(context)
    note_misleading_texts(context, is_quoted=_is_quoted(context))
    _check_shown_key(context, variant)
    _check_figures(context, variant)
    if variant.answer.options and not context.proof.faults:
        _check_appearances(context, variant.answer)
        _doubt_misplaced_explanations(context, variant)
    _check_hints(context, variant)
    is_sound = not context.proof.faults and not _is_quoted(context) and _has_code(variant)
    if context.is_first_variant and is_sound:
        doubt_changed_names(context, variant)
        report_lucky_conditions(context, variant)
        if context.item.kind == "card":  # Elsewhere a figure of this run explains this run.
            doubt_lucky_figures(context, variant)
    if _is_sampled(context) and not context.proof.faults:
        _check_prose(context, variant)
    if variant.answer.options:
        _check_lengths(context, variant.answer)


def _check_figures(context: ItemContext[Item], variant: Variant) -> None:
    """Check the numbers and shapes in explanations, correct answers and questions.

    A distractor's wrong value counts as known only in that distractor's `because`.
    """
    values = list(context.names.values())
    rendered = list(context.rendered.values())
    wrong = _wrong_figures(context, variant)
    known = figures_of_variant(variant, rendered, values, wrong_values=wrong.values())
    known |= figures_in("\n".join(_true_code(context.item)))
    explaining = [text for where, text in context.rendered.items() if _explains(where)]
    if _has_code(variant) and any(has_unknown_figures(context, text, known) for text in explaining):
        known |= observed_figures(context, variant)
        known |= figures_of_equations(explaining, known)
    question = variant
    if STATEMENT in context.rendered:  # shown too, but cannot prove itself
        question = replace(variant, stem=context.text("stem"))
    shown = figures_of_variant(question, rendered, values, with_options=False)
    given = _given_figures(context, replace(variant, stem=""), rendered)
    doubt_false_known(context, known, wrong.values())
    for where, text in context.rendered.items():
        if text.computed and _is_from_wrong_program(context):
            continue
        own = wrong.get(int(where[1])) if where[0] == "distractors" else None
        if _explains(where):
            backed = known | own.known if own else known
            if _has_code(variant) and has_unknown_figures(context, text, backed):
                backed |= figures_of_inline_code(context, variant, text)
            check_figures(context, text, backed)
        elif where[0] == "key" or (where == STATEMENT and _is_true(context.item)):
            check_figures(context, text, shown)
            if not _is_quoted(context):
                report_untested_number(context, text, shown)
        elif where == ("stem",) and given is not None:
            check_stem(context, text, given)
        elif where[0] in ASKING:
            check_equations(context, text)


def _wrong_figures(context: ItemContext[Item], variant: Variant) -> dict[int, WrongFigures]:
    """Return the figures of each wrong option, by the index of its distractor."""
    if context.wrong_values or STATEMENT in context.rendered:
        return context.wrong_values
    options = [option for option in variant.answer.options if not option.is_key]
    texts = [(option.text, option.run) for option in options]
    if isinstance(variant.answer, Arrange):
        texts += [("", near.run) for near in variant.answer.near]
    return {number: WrongFigures(*wrong) for number, wrong in enumerate(texts)}


def _has_code(variant: Variant) -> bool:
    return bool(variant.snippet) or variant.run is not None


def _true_code(item: Item) -> Iterator[str]:
    """Yield the conditions that the proof has found to be true, and the code within texts.

    Literals such as `{5}` are left out, because they compute nothing.
    """
    for _, text in item.texts():
        figures = [part for part in parts(text) if isinstance(part, Figure)]
        yield from (figure.code for figure in figures if not figure.is_literal)
    if goal := getattr(item, "goal", None):
        yield str(goal)
    for statement in getattr(item, "right_statements", []):
        yield str(statement.holds or "")


def _check_prose(context: ItemContext[Item], variant: Variant) -> None:
    """Check what the explanations state in words."""
    if _is_quoted(context) or not _has_code(variant):
        return
    texts = [text for where, text in context.rendered.items() if _explains(where)]
    report_unknown_names(context, variant, texts)
    report_false_statements(context, variant, texts)
    report_confused_arguments(context, variant, texts)
    doubt_misspelt_names(context, variant, texts)
    doubt_other_lines(context, texts)
    doubt_other_back(context, variant)


def _is_sampled(context: ItemContext[Item]) -> bool:
    """Return whether this is the first or the last variant of an item, or the one in the middle."""
    all_combinations = combinations(context.item)
    middle = all_combinations[len(all_combinations) // 2]
    return context.combination in (all_combinations[0], middle, all_combinations[-1])


def _is_from_wrong_program(context: ItemContext[Item]) -> bool:
    """Return whether numbers in texts were computed by a program that misses its goal.

    That fault has already been reported, and it is the only reason why equations with such numbers
    fail.
    """
    return context.tally.keys.wrong > 0 and hasattr(context.item, "goal")


def _given_figures(
    context: ItemContext[Item], variant: Variant, rendered: list[RenderedText]
) -> KnownFigures | None:
    """Return the numbers and shapes that a question may state, or None if the item has no code."""
    codes = list(context.item.codes())
    if not codes:
        return None
    code = figures_in("\n".join([variant.setup, *codes]))
    return code | figures_of_variant(variant, rendered, context.names.values())


def _is_true(item: Item) -> bool:
    """Return whether the statement of a true-or-false item is true."""
    return getattr(item, "key", None) is True


def _explains(where: Where) -> bool:
    return where[0] in EXPLAINING or where[-1] in EXPLAINING_PARTS


def _check_appearances(context: ItemContext[Item], answer: Answer) -> None:
    """Require that no two options look the same, even if their values differ.

    Statements must differ in more than capital letters and full stops. Capital letters do count in
    code and in quoted statements, since a quiz may well ask which spelling is right.
    """
    keys = len(answer.key_texts)
    look = _exact_appearance if _is_quoted(context) else _appearance
    appearances = [look(option) for option in answer.options]
    for number in range(keys, len(appearances)):
        if appearances[number] in appearances[:number]:
            message = f"two options look the same: {answer.options[number].text}."
            where = ("distractors", number - keys)
            context.note_fault(message, "Change one of them.", *where)


def _is_quoted(context: ItemContext[Item]) -> bool:
    """Return whether the correct answer is quoted, not proven by code, as in imported items."""
    keys = context.tally.keys
    return keys.unproven > 0 and not keys.proven


def _doubt_misplaced_explanations(context: ItemContext[Item], variant: Variant) -> None:
    shown = "\n".join([variant.stem, variant.snippet, variant.setup])
    for number, word in misplaced_explanations(variant.answer.options, shown):
        reason = f"this explanation speaks of `{word}`, which only another wrong option contains"
        context.note_doubt(reason, "distractors", number, "because")


def _exact_appearance(option: Option) -> str:
    return appearance(option.text)


def _appearance(option: Option) -> str:
    if option.form != "prose":
        return appearance(option.text)
    return appearance(normal_text(option.text, keeps_code=True))


def _check_hints(context: ItemContext[Item], variant: Variant) -> None:
    shown = f"{variant.stem} {variant.snippet} {variant.name}"
    for number, hint in enumerate(variant.hints):
        for key in variant.answer.key_texts:
            if gives_away(hint, key, shown):
                message = f"this hint gives away the key, {' '.join(key.split()).rstrip('.')}."
                context.note_fault(
                    message, "Lead the learner to the key without stating it.", "hints", number
                )


def _check_shown_key(context: ItemContext[Item], variant: Variant) -> None:
    """Record a doubt if the question itself already states the value that it asks for."""
    if context.item.kind != "predict":
        return
    for key in variant.answer.key_texts:
        if where := place_of_key(key, variant.stem, variant.snippet, variant.name):
            shown = " ".join(key.split())
            context.note_doubt(f"this already states the answer, {shown}", where)


def _check_lengths(context: ItemContext[Item], answer: Answer) -> None:
    """Require that no option is much longer than all others.

    In an item that was taken from elsewhere, such as an imported one, this is only a doubt.
    """
    if len(answer.options) < 3:
        return
    lengths = sorted((len(option.text) for option in answer.options), reverse=True)
    longest = max(answer.options, key=lambda option: len(option.text))
    if longest.form != "prose":
        return
    if lengths[0] > max(lengths[1] * TIMES_LONGER, lengths[1] + CHARACTERS_LONGER):
        message, where = (
            "this option is much longer than the others and gives itself away",
            _option_field(answer, longest),
        )
        if _is_quoted(context):
            context.note_doubt(message, *where)
        else:
            context.note_fault(
                f"{message}.", "Shorten it, or make the others about as long.", *where
            )


def _option_field(answer: Answer, option: Option) -> Where:
    if option.is_key:
        return ("key",)
    return ("distractors", answer.options.index(option) - len(answer.key_texts))
