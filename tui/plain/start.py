"""Prints the introduction to a lesson: its topic, when it is useful, and an example."""

from torchquiz.engine.models.ways import Start
from torchquiz.tui.plain.demo import say_demo
from torchquiz.tui.plain.reader import Reader


def say_start(start: Start, reader: Reader) -> None:
    """Print the introduction as a single step."""

    def whole() -> None:
        reader.dialogue.tell("", start.what.strip(), "", f"When: {start.when.strip()}")
        say_demo(start.example, reader.lesson.torch, reader.dialogue)

    reader.read(whole)
