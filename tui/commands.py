"""Every command in one table; keys, footer and help are made from it.

A key that a line of text would swallow has a second one for then: `h,f2` shows as `h` beside options and as `f2` while typing.
"""

from msgspec import Struct
from textual.binding import Binding, BindingType

from tui.wording import letter


class Command(Struct, frozen=True):
    """One thing a learner can do, and the keys that do it."""

    id: str
    keys: str
    """Separated by commas, as Textual names them."""
    action: str
    description: str
    """One or two words for the footer."""
    tooltip: str
    """A sentence for help."""
    shown: str = ""
    """How the keys are shown; empty to leave it to Textual."""
    in_footer: bool = True
    goes_first: bool = False
    """Whether it is taken before the widget in focus sees the key."""

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(
            self.keys,
            self.action,
            self.description,
            show=self.in_footer,
            key_display=self.shown or None,
            priority=self.goes_first,
            tooltip=self.tooltip,
            id=self.id,
        )


def _picks() -> tuple[Command, ...]:
    """A key is the option's only where there is such an option; otherwise `h` opens a hint."""
    return tuple(
        Command(
            f"options.pick-{number}",
            f"{letter(number - 1).lower()},{letter(number - 1)},{number}",
            f"pick({number - 1})",
            f"choose {letter(number - 1)}",
            "Answer with this option, or mark it where several are asked for",
            "A–I, 1–9",
            in_footer=False,
        )
        for number in range(1, 10)
    )


UP = Command("rows.up", "up,k", "move(-1)", "up", "Go up", "↑", in_footer=False)
DOWN = Command("rows.down", "down,j", "move(1)", "down", "Go down", "↓", in_footer=False)
HOME = Command("page.home", "escape", "home", "home", "Go home; nothing is lost", "esc")

COMMANDS: dict[str, tuple[Command, ...]] = {
    "home": (
        Command("home.practise", "enter", "practise", "practise", "Practise the lesson, or go on where you stopped", "enter"),
        Command("home.missed", "m", "missed", "missed again", "Do again what you missed in this lesson"),
        Command("home.flow", "t", "flow", "data flow", "See how data flows through the lesson's model"),
        Command("home.quit", "q", "app.quit", "quit", "Leave torchquiz; everything is saved"),
    ),
    "rows": (UP, DOWN),
    "practice": (
        Command("practice.next", "enter", "next", "next", "Go on to the next question", "enter"),
        Command("practice.retry", "r", "retry", "try again", "Try this question again; the first try has been counted"),
        Command("practice.hint", "h,f2", "hint", "hint", "Open a hint, each closer to the answer than the last"),
        Command("practice.setup", "u,f3", "setup", "setup code", "Unfold or fold the code that runs before the snippet"),
        Command("practice.right", "right", "shift(8)", "code", "Move wide code sideways", "← →"),
        Command("practice.left", "left", "shift(-8)", "code", "Move wide code sideways", "← →", in_footer=False),
        HOME,
    ),
    "options": (
        UP,
        DOWN,
        *_picks(),
        Command("options.toggle", "space", "mark", "mark", "Mark or unmark the option at the cursor", "space"),
        Command(
            "options.submit", "enter", "submit", "answer", "Answer with the option at the cursor, or with all marked", "enter"
        ),
    ),
    "line": (Command("line.submit", "enter", "submit", "answer", "Answer with what is typed", "enter"),),
    "trace": (
        Command("trace.quiz", "q", "quiz", "quiz", "Three questions about this data flow"),
        Command("trace.practise", "p", "practise", "practise", "Practise this lesson"),
        HOME,
    ),
    "summary": (
        Command("summary.home", "enter,escape", "home", "home", "Go home", "enter"),
        Command("summary.missed", "m", "missed", "missed again", "Do the missed questions again"),
    ),
    "help": (Command("help.close", "escape,question_mark,f1,enter,q", "close", "back", "Back to where you were", "esc"),),
    "everywhere": (
        Command("app.help", "question_mark,f1", "help", "keys", "Show every key"),
        Command(
            "app.theme", "ctrl+t", "turn_lights", "light or dark", "Turn from dark to light and back", "ctrl+t", in_footer=False
        ),
        Command(
            "app.quit", "ctrl+c", "quit", "quit", "Leave at once; everything is saved", "ctrl+c", in_footer=False, goes_first=True
        ),
    ),
}


def bindings(place: str) -> list[BindingType]:
    """The bindings of a screen or widget."""
    return [command.binding() for command in COMMANDS[place]]
