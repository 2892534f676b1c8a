"""Answers by choosing one option, or by marking several."""

from torchquiz.engine.grading.grade import RIGHT, Chosen, Grade, Response, RunJob, Unreadable, wrong
from torchquiz.engine.models.answers import Choose, Option


def grade(answer: Choose, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a choice: right when exactly the keys are marked."""
    if not isinstance(response, Chosen) or not response.picks:
        return Unreadable("Choose an option first.")
    if any(not 0 <= pick < len(answer.options) for pick in response.picks):
        return Unreadable(f"There are {len(answer.options)} options; choose among them.")
    if not answer.several and len(response.picks) > 1:
        return Unreadable("Only one option can be chosen here.")
    picked = [answer.options[pick] for pick in sorted(set(response.picks))]
    keys = [option for option in answer.options if option.is_key]
    mistaken = [option for option in picked if not option.is_key]
    missed = [option for option in keys if option not in picked]
    if not mistaken and not missed:
        return RIGHT
    return _partly(keys, mistaken, missed) if answer.several else wrong(mistaken[0])


def _partly(keys: list[Option], mistaken: list[Option], missed: list[Option]) -> Grade:
    """Several were asked for: credit for each key that was marked, less each mark that was wrong."""
    credit = max(0.0, (len(keys) - len(missed) - len(mistaken)) / len(keys))
    lines = [f"Not true: {option.text}\n{option.because}" for option in mistaken]
    lines += [f"True as well: {option.text}" for option in missed]
    first = mistaken[0] if mistaken else None
    return Grade(
        "wrong",
        credit=credit,
        because="\n".join(lines),
        misconception=first.misconception if first else "",
        belief=first.belief if first else "",
        run=first.run if first else None,
    )
