"""The base class of the widgets that take an answer."""

from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response


class Responded(Message):
    """The learner gave a response that must be graded."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Answering(Widget):
    """A widget that takes an answer, shows its grade, and can ask again."""

    DEFAULT_CSS = """
    Answering { height: auto; }
    """

    def ask(self) -> None:
        """Start to take an answer, whether it is the first try or a later one."""
        raise NotImplementedError

    def says(self, sentence: str) -> bool:
        """Show why the answer cannot be read; return False if this widget has no room for that."""
        return False

    def show_try(self, grade: Grade) -> None:
        """Show what a wrong try may reveal before the next one.

        Most widgets show nothing, because anything would give the key away.
        """

    def settle(self, response: Response, grade: Grade) -> None:
        """Show the response with its grade, and take no more answers."""
        raise NotImplementedError
