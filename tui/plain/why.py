"""Prints why a lesson matters: a problem, two programs that solve it, and their measurements."""

from torchquiz.engine.models.ways import Why
from torchquiz.engine.tables import aligned
from torchquiz.tui.plain.demo import say_demo, say_table
from torchquiz.tui.plain.lines import code_lines
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.words.comparison import SHARED, measures


def say_why(why: Why, reader: Reader) -> None:
    """Print the problem and both programs, then their measurements."""

    def programs() -> None:
        reader.dialogue.tell("", why.problem.strip())
        if why.shared:
            reader.dialogue.say("", f"{SHARED}:", "", *code_lines(why.shared))
        for side in (why.before, why.after):
            reader.dialogue.tell("", f"{side.name}:")
            say_demo(side.demo, reader.lesson.torch, reader.dialogue, is_timed=False)

    def measured() -> None:
        say_table(aligned(measures(why)), reader.dialogue)
        reader.dialogue.tell("", why.so.strip())

    reader.read(programs, measured)
