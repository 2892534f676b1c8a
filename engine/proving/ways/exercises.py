"""try and challenge: items of the lesson, which must be of a sort that can be answered that way."""

from torchquiz.engine.grading import form_named, form_of
from torchquiz.engine.models.declared import ChallengeModel, TryModel
from torchquiz.engine.models.ways import Challenge, Try
from torchquiz.engine.proving.ways.trial import Trial

MOST_BLANKS = 3


def prove_try(trial: Trial[TryModel]) -> Try:
    """Every item is code with one to three blanks, to be typed."""
    for place, item in trial.asked("blanks", trial.model.blanks):
        answers = [variant.answer for variant in item.variants]
        most = max(form_of(answer).blank_count(answer) for answer in answers)
        if item.kind != "complete" or not most:
            remedy = "Name items of kind complete with 'entry: typed'."
            trial.fault(f"'{item.id}' has no blanks to type into.", remedy, "blanks", place)
        elif most > MOST_BLANKS:
            trial.fault(
                f"'{item.id}' has {most} blanks; at most {MOST_BLANKS} are asked here.",
                "Fill some in.",
                "blanks",
                place,
            )
    return Try(tuple(trial.model.blanks))


def prove_challenge(trial: Trial[ChallengeModel]) -> Challenge:
    """Every problem is answered by typing or arranging, so that nobody guesses a badge."""
    model = trial.model
    for place, item in trial.asked("problems", model.problems):
        if not form_named(item.form).is_typed:
            trial.fault(
                f"'{item.id}' is not answered by typing or arranging.",
                "Name items with 'entry: typed', or of kind table, order or write.",
                "problems",
                place,
            )
    return Challenge(tuple(model.problems), model.seconds, model.badge.strip())
