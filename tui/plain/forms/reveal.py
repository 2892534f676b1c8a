"""Turns over a flash card and asks the learner how well they recalled its back."""

from torchquiz.engine.grading.grade import Rated, Unreadable
from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain import cards, ratings
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing


def needs_colon(answer: Reveal) -> bool:
    """Return False, because no valid answer looks like a command."""
    return False


def prompt(answer: Reveal) -> str:
    """Return the prompt for turning the card over."""
    return "Enter to turn the card over"


def say(answer: Reveal, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the front of the card is the question."""


def hear(answer: Reveal, prompt: str, hearing: Hearing) -> Rated:
    """Print the back of the card once, then ask for a rating until a valid one is typed."""
    session = hearing.session
    hearing.line(f"{prompt}: ")
    cards.say_back(session.variant, answer.back, session.lesson.torch, hearing.dialogue)
    if hearing.memory:
        hearing.dialogue.say(
            f"Days until the next review, by rating: {hearing.memory.would_return}"
        )
    while isinstance(rating := ratings.ask_rating(hearing.line), Unreadable):
        hearing.say(rating.sentence)
    return rating


def say_key(answer: Reveal, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the learner has already seen the back of the card."""
