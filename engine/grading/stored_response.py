"""A response in words that outlive the item's order of options, as it is stored."""

import json

from torchquiz.engine.grading.grade import Arranged, Chosen, Rated, Response
from torchquiz.engine.models.answers import Answer, Arrange, Choose


def worded(answer: Answer, response: Response) -> str:
    """What the learner gave, as JSON."""
    if isinstance(response, Chosen) and isinstance(answer, Choose):
        return json.dumps([answer.options[pick].text for pick in response.picks])
    if isinstance(response, Rated):
        return json.dumps([response.rating])
    if isinstance(response, Arranged) and isinstance(answer, Arrange):
        return json.dumps([answer.lines[line] for line in response.order])
    assert not isinstance(response, Chosen | Arranged)
    return json.dumps(list(response.texts))
