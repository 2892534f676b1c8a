"""The base class of the widgets that take an answer."""

from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response


class Responded(Message):
    """A message posted when the learner submits a response to be graded."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Answering(Widget):
    """A widget that takes an answer, shows its grade, and can then ask for another try."""

    DEFAULT_CSS = """
    Answering { height: auto; }
    """

    def ask(self) -> None:
        """Let the learner answer, on the first try or a later one."""
        raise NotImplementedError

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
