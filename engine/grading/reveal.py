"""Answers by recalling: the learner sees the back and says how well it went, as FSRS numbers it."""

from torchquiz.engine.grading.grade import Grade, Rated, Response, RunJob, Unreadable
from torchquiz.engine.models.answers import Reveal

CREDIT = {1: 0.0, 2: 0.5, 3: 1.0, 4: 1.0}


def grade(answer: Reveal, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a recall: wrong only when it is to be asked again."""
    if not isinstance(response, Rated) or response.rating not in CREDIT:
        return Unreadable("Say how well you recalled it: 1 again, 2 hard, 3 good, 4 easy.")
    return Grade("wrong" if response.rating == 1 else "right", credit=CREDIT[response.rating])
