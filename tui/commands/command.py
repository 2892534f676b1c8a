"""What a command is, and the commands that several places share."""

from msgspec import Struct
from textual.binding import Binding

from torchquiz.engine.wording import letter

MOST_OPTIONS = 9
"""Options that can be picked by a digit."""


class Command(Struct, frozen=True):
    """One thing a learner can do, and the keys that do it."""

    id: str
    keys: str
    """Separated by commas, with Textual's names."""
    action: str
    description: str
    """One or two words for the footer."""
    tooltip: str
    """A sentence for help."""
    shown: str = ""
    """How the keys are shown; empty to leave it to Textual."""
    in_footer: bool = True
    goes_first: bool = False
    """Whether it is run before the focused widget sees the key."""

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
    "page.home", "escape", "home", "back", "Back to the lesson, or home; nothing is lost", "esc"
)


def pick_commands(place: str) -> tuple[Command, ...]:
    """Return a command for each option.

    A letter is the option's only where there is such an option; otherwise `h` opens a hint.
    """
    return tuple(
        Command(
            f"{place}.pick-{number}",
            f"{letter(number - 1).lower()},{letter(number - 1)},{number}",
            f"pick({number - 1})",
            f"choose {letter(number - 1)}",
            "Answer with this option, or mark it where several are asked for",
            "A–I, 1–9",
            in_footer=False,
        )
        for number in range(1, MOST_OPTIONS + 1)
    )
