"""The `Command` class, and the commands that several screens share."""

from msgspec import Struct
from textual.binding import Binding

from torchquiz.engine.wording import letter

MOST_OPTIONS = 9
"""The maximum number of options; each has a digit as its key."""


class Command(Struct, frozen=True):
    """An action that the learner can take, with the keys that run it."""

    id: str
    keys: str
    """The names of the keys in Textual, separated by commas."""
    action: str
    description: str
    """The label in the footer, usually one or two words."""
    tooltip: str
    """The sentence that describes the command on the help screen."""
    shown: str = ""
    """The keys as displayed; if empty, Textual's own names are used."""
    in_footer: bool = True
    goes_first: bool = False
    """Whether the command takes precedence over the focused widget."""

    def binding(self) -> Binding:
        """Return a Textual binding for the command."""
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


UP = Command("rows.up", "up,k", "move(-1)", "up", "Go up", "↑", in_footer=False)
DOWN = Command("rows.down", "down,j", "move(1)", "down", "Go down", "↓", in_footer=False)
HOME = Command(
    "page.home", "escape", "home", "back", "Go back to the lesson or home; nothing is lost", "esc"
)


def pick_commands(owner: str) -> tuple[Command, ...]:
    """Return one command per option, which chooses that option.

    A letter chooses an option only if the item has that many options. Otherwise, the letter can run
    another command: with few options, `h` opens a hint.
    """
    return tuple(
        Command(
            f"{owner}.pick-{number}",
            f"{letter(number - 1).lower()},{letter(number - 1)},{number}",
            f"pick({number - 1})",
            f"choose {letter(number - 1)}",
            "Choose this option, or mark it if several may be chosen",
            "A–I, 1–9",
            in_footer=False,
        )
        for number in range(1, MOST_OPTIONS + 1)
    )
