"""What all widgets that take an answer have in common."""

from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response


class Responded(Message):
    """The learner gave a response, which must be graded."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Answering(Widget):
    """A widget that takes an answer, shows its grade, and can ask again."""

    DEFAULT_CSS = """
    Answering { height: auto; }
    """

    def ask(self) -> None:
        """Take an answer, the first or another."""
        raise NotImplementedError

    def says(self, sentence: str) -> bool:
        """Show beside the answer why it cannot be read; return False where there is no place."""
        return False

    def show_try(self, grade: Grade) -> None:
        """Show what a wrong try may reveal before the next one.

        Most answers show nothing, because it would give the key away.
        """

    def settle(self, response: Response, grade: Grade) -> None:
        """Show the response with its grade, and take no other."""
        raise NotImplementedError
