"""Grades flash cards, which learners turn over and then rate on the FSRS scale."""

from collections.abc import Iterator

from torchquiz.engine.grading.form import AnswerForm, DealtOptions
from torchquiz.engine.grading.grade import Grade, Rated, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, prose, title
from torchquiz.engine.grading.ratings import RATINGS, ratings_in_words
from torchquiz.engine.models.answers import Reveal

CREDIT = {1: 0.0, 2: 0.5, 3: 1.0, 4: 1.0}


class RevealForm(AnswerForm[Reveal]):
    """The answer form of flash cards, where learners rate how well they recalled the back."""

    is_self_graded = True
    shows_run = True

    def grade(self, answer: Reveal, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a flash card by its rating. Only the rating "again" counts as wrong."""
        if not isinstance(response, Rated) or response.rating not in CREDIT:
            return Unreadable(f"Rate how well you recalled it: {ratings_in_words()}.")
        return Grade("wrong" if response.rating == 1 else "right", credit=CREDIT[response.rating])

    def stored_texts(self, answer: Reveal, response: Response) -> list[int]:
        """Return a list that contains only the rating."""
        assert isinstance(response, Rated)
        return [response.rating]

    def verdict(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the name of the rating as a sentence."""
        assert isinstance(response, Rated)
        return f"{RATINGS[response.rating].name.capitalize()}."

    def preview(self, answer: Reveal) -> Iterator[PreviewPart]:
        """Yield a note that the learner turns the card over."""
        yield prose("The learner turns the card over.")

    def preview_key(self, answer: Reveal) -> Iterator[PreviewPart]:
        """Yield a title and the text on the back of the card."""
        yield title("Back")
        yield prose(answer.back)


FORM = RevealForm()
