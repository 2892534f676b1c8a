"""The base class of the widgets that take an answer."""

from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response


class Responded(Message):
    """A message posted when the learner submits a response to be graded."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Begun(Message):
    """A message posted when the learner has changed an answer that is not submitted yet.

    The response is None if nothing is entered any more.
    """

    def __init__(self, response: Response | None) -> None:
        super().__init__()
        self.response = response


class Answering(Widget):
    """A widget that takes an answer, shows its grade, and can then ask for another try.

    A widget whose answer is put together step by step posts `Begun` after each step.
    """

    DEFAULT_CSS = """
    Answering { height: auto; }
    """

    def ask(self) -> None:
        """Let the learner answer, on the first try or a later one."""
        raise NotImplementedError

    def resume(self, response: Response) -> None:
        """Enter an answer that the learner began earlier, if it still fits the question.

        Most widgets do nothing, because their answers are given at once.
        """

    def says(self, sentence: str) -> bool:
        """Show why the answer cannot be parsed, and return whether the widget has room for that."""
        return False

    def show_try(self, grade: Grade) -> None:
        """Show what can be revealed to the learner after a failed try.

        Most widgets show nothing, because anything they showed would give the answer away.
        """

    def settle(self, response: Response, grade: Grade) -> None:
        """Show the graded response and accept no further answers."""
        raise NotImplementedError
