"""try and challenge: items of the lesson, which must be of a sort that can be answered that way."""

from engine.models.answers import Answer, Choose, Fill
from engine.models.declared import ChallengeModel, TryModel
from engine.models.proven import Item
from engine.models.ways import Challenge, Try
from engine.proving.ways.trial import Trial

MOST_BLANKS = 3


def prove_try(trial: Trial[TryModel]) -> Try:
    """Every item is code with one to three blanks, to be typed."""
    for place, item in trial.asked("blanks", trial.model.blanks):
        answers = _answers(item)
        if item.kind != "complete" or not all(isinstance(one, Fill) for one in answers):
            trial.fault(
                f"'{item.id}' has no blanks to type into.", "Name items of kind complete with 'entry: typed'.", "blanks", place
            )
        elif (most := max(len(one.blanks) for one in answers if isinstance(one, Fill))) > MOST_BLANKS:
            trial.fault(f"'{item.id}' has {most} blanks; at most {MOST_BLANKS} are asked here.", "Fill some in.", "blanks", place)
    return Try(tuple(trial.model.blanks))


def prove_challenge(trial: Trial[ChallengeModel]) -> Challenge:
    """Every problem is answered by typing or arranging, so that nobody guesses a badge."""
    model = trial.model
    for place, item in trial.asked("problems", model.problems):
        if not is_typed(item):
            trial.fault(
                f"'{item.id}' is answered by choosing, which can be guessed.",
                "Name items with 'entry: typed', or of kind table, order or write.",
                "problems",
                place,
            )
    return Challenge(tuple(model.problems), model.seconds, model.badge.strip())


def is_typed(item: Item) -> bool:
    """Whether an item is answered by something that a learner has to make."""
    return item.kind != "card" and not any(isinstance(one, Choose) for one in _answers(item))


def _answers(item: Item) -> list[Answer]:
    return [variant.answer for variant in item.variants]
