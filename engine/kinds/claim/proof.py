"""Proves an item of kind `claim`."""

from torchquiz.engine.kinds.claim.assertions import assertions_of, check_assertions
from torchquiz.engine.kinds.claim.generality import doubt_general_statements
from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask


def prove(context: ItemContext[ClaimItem]) -> Variant:
    """Run the snippet with two seeds, and test every statement."""
    item = context.item
    _check_shape(context)
    templates = context.templates()
    assertions = list(assertions_of(item))
    asks = [
        Ask(context.with_values(each.model.holds, *each.code_field), "goal")
        for each in assertions
        if each.model.holds is not None
    ]
    job = context.code_job(context.snippet, "snippet", asks=(*asks, *templates.asks))
    first, again = context.run_twice(job, len(asks))
    for outcome in (first, again):
        context.require_success(outcome, "the snippet", *(("snippet",) if item.snippet else ()))
    templates.render(first.answers[len(asks) :])
    doubt_general_statements(context)
    runs = check_assertions(context, assertions, first, again)
    run = Run("", "", "", first.output, "", first.elapsed_ms) if item.snippet else None
    if item.statement:
        statement = context.text("statement", "text")
        return context.variant(_true_or_false(context, runs[0]), run, statement=statement)
    return context.variant(_options(context, runs), run)


def _check_shape(context: ItemContext[ClaimItem]) -> None:
    """Require several statements, or a single one that is marked as true or false.

    Raises:
        ProofStopped: the item has neither.
    """
    item = context.item
    if (item.statement is None) == isinstance(item.key, bool):
        message = "`statement` must be used together with `key: true` or `key: false`."
        raise context.stop(message, "Write both or neither.", "key")
    bare = [number for number, wrong in enumerate(item.distractors) if wrong.text is None]
    if item.statement is not None and len(bare) != len(item.distractors[:1]):
        raise context.stop(
            "a true-or-false item has at most one distractor, with only `misconception` and"
            " `because`.",
            "Remove the other distractors and keys.",
            "distractors",
        )
    if item.statement is None and not item.distractors:
        remedy = "Add false statements under `distractors`."
        raise context.stop("this item has no wrong option.", remedy, "distractors")
    if item.statement is None and bare:
        message = "this distractor has no `text`."
        raise context.stop(message, "Add the false statement as `text`.", "distractors", bare[0])
    for number, wrong in enumerate(item.distractors):
        if wrong.text is not None and (wrong.holds is None) == (wrong.source is None):
            raise context.stop(
                "this distractor needs either `holds` (code that shows it is false) or `source`"
                " (where that can be looked up).",
                "Add one of them.",
                *("distractors", number),
            )


def _true_or_false(context: ItemContext[ClaimItem], run: Run | None) -> Choose:
    """Return an answer whose options are True and False."""
    item = context.item
    text = str(not item.key)
    wrong = Option(text, "prose", is_key=False, run=run)
    if item.distractors:
        wrong = context.wrong_option(item.distractors[0], 0, text, "prose", run)
    return Choose((Option(str(item.key), "prose", is_key=True), wrong))


def _options(context: ItemContext[ClaimItem], runs: list[Run | None]) -> Choose:
    item = context.item
    count = len(item.right_statements)
    right = [
        Option(context.text(*item.key_field(number), "text"), "prose", is_key=True, run=run)
        for number, run in enumerate(runs[:count])
    ]
    wrong = []
    for number, distractor in enumerate(item.distractors):
        text, run = context.text("distractors", number, "text"), runs[count + number]
        wrong.append(context.wrong_option(distractor, number, text, "prose", run))
    texts = [option.text for option in (*right, *wrong)]
    for number, option in enumerate(wrong):
        if texts.count(option.text) > 1:
            where = ("distractors", number, "text")
            context.note_fault("two options have the same text.", "Change one of them.", *where)
    return Choose((*right, *wrong), several=item.several or count > 1)
