"""Proves the activities `try` and `challenge`, which accept only certain kinds of items."""

from torchquiz.engine.grading import form_named, form_of
from torchquiz.engine.models.declared import ChallengeModel, TryModel
from torchquiz.engine.models.ways import Challenge, Try
from torchquiz.engine.proof.way_context import WayContext

MOST_BLANKS = 3


def prove_try(context: WayContext[TryModel]) -> Try:
    """Prove `try`: in every item, the learner must type code into one to three blanks."""
    for number, item in context.named_items(context.model.blanks):
        answers = [variant.answer for variant in item.variants]
        blanks = max(form_of(answer).blank_count(answer) for answer in answers)
        where = ("blanks", number)
        if not blanks:
            message = f"'{item.id}' has no blanks to type into."
            context.note_fault(message, "Use items of kind `complete` with `entry: typed`.", *where)
        elif blanks > MOST_BLANKS:
            message = f"'{item.id}' has {blanks} blanks; at most {MOST_BLANKS} are allowed here."
            context.note_fault(message, "Fill in some of them in its snippet.", *where)
    return Try(tuple(context.model.blanks))


def prove_challenge(context: WayContext[ChallengeModel]) -> Challenge:
    """Prove `challenge`: every item must be answered by typing or arranging, not by choosing."""
    model = context.model
    for number, item in context.named_items(model.problems):
        if not form_named(item.form).is_typed:
            context.note_fault(
                f"'{item.id}' is not answered by typing or arranging.",
                "Use items with `entry: typed`, or of kind `table`, `order` or `write`.",
                *("problems", number),
            )
    return Challenge(tuple(model.problems), model.seconds, model.badge.strip())
