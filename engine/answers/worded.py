"""A response in words that outlive the item's order of options, as it is stored."""

import json

from engine.answers.grade import Chosen, Rated, Response
from engine.models.answers import Answer, Choose


def worded(answer: Answer, response: Response) -> str:
    """What the learner gave, as JSON."""
    if isinstance(response, Chosen) and isinstance(answer, Choose):
        return json.dumps([answer.options[pick].text for pick in response.picks])
    if isinstance(response, Rated):
        return json.dumps([response.rating])
    assert not isinstance(response, Chosen)
    return json.dumps(list(response.texts))
