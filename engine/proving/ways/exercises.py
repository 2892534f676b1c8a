"""try and challenge: items of the lesson, which must be of a sort that can be answered that way."""

from torchquiz.engine.grading import form_named, form_of
from torchquiz.engine.models.declared import ChallengeModel, TryModel
from torchquiz.engine.models.ways import Challenge, Try
from torchquiz.engine.proof.way_context import WayContext

MOST_BLANKS = 3


def prove_try(context: WayContext[TryModel]) -> Try:
    """Demand that every item is code with one to three blanks, to be typed."""
    for number, item in context.named_items(context.model.blanks):
        answers = [variant.answer for variant in item.variants]
        blanks = max(form_of(answer).blank_count(answer) for answer in answers)
        where = ("blanks", number)
        if not blanks:
            message = f"'{item.id}' has no blanks to type into."
            context.note_fault(message, "Name items of kind complete with 'entry: typed'.", *where)
        elif blanks > MOST_BLANKS:
            message = f"'{item.id}' has {blanks} blanks; at most {MOST_BLANKS} are asked here."
            context.note_fault(message, "Fill some in.", *where)
    return Try(tuple(context.model.blanks))


def prove_challenge(context: WayContext[ChallengeModel]) -> Challenge:
    """Demand that problems are answered by typing or arranging, so that nobody guesses a badge."""
    model = context.model
    for number, item in context.named_items(model.problems):
        if not form_named(item.form).is_typed:
            context.note_fault(
                f"'{item.id}' is not answered by typing or arranging.",
                "Name items with 'entry: typed', or of kind table, order or write.",
                *("problems", number),
            )
    return Challenge(tuple(model.problems), model.seconds, model.badge.strip())
