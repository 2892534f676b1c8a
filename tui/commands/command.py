"""The `Command` class, and the commands that several screens share."""

from msgspec import Struct
from textual.binding import Binding

from torchquiz.engine.wording import letter

MOST_OPTIONS = 9
"""The highest number of options, each of which has a digit as its key."""


class Command(Struct, frozen=True):
    """One thing a learner can do, and the keys that do it."""

    id: str
    keys: str
    """The keys by their Textual names, separated by commas."""
    action: str
    description: str
    """The label in the footer, one or two words."""
    tooltip: str
    """The sentence in help."""
    shown: str = ""
    """How the keys are displayed; empty to use Textual's display."""
    in_footer: bool = True
    goes_first: bool = False
    """Whether the command gets the key before the focused widget does."""

    def binding(self) -> Binding:
        """Return the command as a Textual binding."""
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
    """Return a command for each option.

    A letter picks an option only if the item has that many options; otherwise `h` opens a hint.
    """
    return tuple(
        Command(
            f"{owner}.pick-{number}",
            f"{letter(number - 1).lower()},{letter(number - 1)},{number}",
            f"pick({number - 1})",
            f"choose {letter(number - 1)}",
            "Answer with this option, or mark it if you may choose several",
            "A–I, 1–9",
            in_footer=False,
        )
        for number in range(1, MOST_OPTIONS + 1)
    )
