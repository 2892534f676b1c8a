"""What every widget that takes an answer has in common."""

from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response


class Responded(Message):
    """The learner gave an answer that is to be graded."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Answering(Widget):
    """A widget that takes an answer, shows how it went, and can ask again."""

    DEFAULT_CSS = """
    Answering { height: auto; }
    """

    def ask(self) -> None:
        """Take an answer, the first or another."""
        raise NotImplementedError

    def says(self, sentence: str) -> bool:
        """Say by the answer itself why it cannot be read; False where it has no place for that."""
        return False

    def show_try(self, grade: Grade) -> None:
        """Show of a wrong try, after which another is taken, what does not tell the key; most answers show nothing."""

    def settle(self, response: Response, grade: Grade) -> None:
        """Show what was answered, and take no more."""
        raise NotImplementedError
