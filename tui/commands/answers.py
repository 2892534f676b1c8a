"""Commands for the answer widgets, and for experimenting with code."""

from torchquiz.engine.wording import letter
from torchquiz.tui.commands.command import DOWN, UP, Command, pick_commands

MOST_LINES = 6
"""The maximum number of lines in an item that asks the learner to put lines in order."""


def _line_commands() -> tuple[Command, ...]:
    """Return one command per letter, which grabs or drops the line with that letter."""
    return tuple(
        Command(
            f"arrange.pick-{index}",
            f"{letter(index).lower()},{letter(index)}",
            f"pick({index})",
            f"grab {letter(index)}",
            "Go to this line and grab it, or drop it",
            "A–F",
            in_footer=False,
        )
        for index in range(MOST_LINES)
    )


COMMANDS: dict[str, tuple[Command, ...]] = {
    "options": (
        UP,
        DOWN,
        *pick_commands("options"),
        Command(
            "options.toggle",
            "space",
            "mark",
            "mark",
            "Mark or unmark the option at the cursor",
            "space",
        ),
        Command(
            "options.submit",
            "enter",
            "submit",
            "answer",
            "Submit the option at the cursor, or all marked options",
            "enter",
        ),
    ),
    "line": (
        Command("line.submit", "enter", "submit", "answer", "Submit what you typed", "enter"),
    ),
    "lines": (
        Command("lines.up", "up", "step(-1)", "up", "Go to the line above", "↑", in_footer=False),
        Command(
            "lines.down", "down", "step(1)", "down", "Go to the line below", "↓", in_footer=False
        ),
    ),
    "printed": (
        Command(
            "printed.submit",
            "ctrl+r,f5",
            "submit",
            "answer",
            "Submit the lines you have typed",
            "ctrl+r",
        ),
    ),
    "cell": (
        Command("cell.up", "up", "step(-1)", "up", "Go to the cell above", "↑", in_footer=False),
        Command(
            "cell.down", "down", "step(1)", "down", "Go to the cell below", "↓", in_footer=False
        ),
        Command(
            "cell.submit",
            "enter",
            "submit",
            "next or answer",
            "Go to the next empty cell, or submit once all are filled",
            "enter",
        ),
        Command(
            "cell.next",
            "tab",
            "app.focus_next",
            "next cell",
            "Go to the next cell; shift+tab goes back",
            "tab",
            in_footer=False,
        ),
    ),
    "arrange": (
        UP,
        DOWN,
        *_line_commands(),
        Command(
            "arrange.up",
            "shift+up,K",
            "carry(-1)",
            "move up",
            "Move the line at the cursor up",
            "K  shift+↑",
            in_footer=False,
        ),
        Command(
            "arrange.down",
            "shift+down,J",
            "carry(1)",
            "move down",
            "Move the line at the cursor down",
            "J  shift+↓",
            in_footer=False,
        ),
        Command(
            "arrange.submit",
            "enter",
            "submit",
            "answer",
            "Submit the lines in this order",
            "enter",
        ),
        Command(
            "arrange.grab",
            "space",
            "grab",
            "grab or drop",
            "Grab the line to move it with ↑ and ↓, or drop it",
            "space",
        ),
    ),
    "editor": (
        Command("editor.run", "ctrl+r,f5", "run", "run", "Run the code", "ctrl+r", goes_first=True),
        Command(
            "editor.outside",
            "ctrl+e",
            "edit_outside",
            "editor",
            "Open the code in $VISUAL or $EDITOR",
            "ctrl+e",
            goes_first=True,
        ),
        Command(
            "editor.leave",
            "escape",
            "leave",
            "leave",
            "Leave the editor",
            "esc",
            goes_first=True,
        ),
    ),
    "written": (
        Command("written.edit", "enter", "edit", "edit", "Go back to the editor", "enter"),
        Command(
            "written.run",
            "ctrl+r,f5",
            "run",
            "answer",
            "Submit the code and run its checks",
            "ctrl+r",
            goes_first=True,
        ),
    ),
    "card": (
        Command("card.turn", "enter,space", "turn", "turn", "Turn the card over", "enter"),
        Command("card.again", "1", "rate(1)", "again", "I did not know it; ask me again soon"),
        Command("card.hard", "2", "rate(2)", "hard", "I knew it, but it was hard"),
        Command("card.good", "3", "rate(3)", "good", "I knew it"),
        Command("card.easy", "4", "rate(4)", "easy", "I knew it at once"),
    ),
    "experiment": (
        Command(
            "experiment.setup",
            "f3",
            "setup",
            "setup code",
            "Show or hide the setup code",
        ),
        Command(
            "experiment.restore",
            "f6",
            "restore",
            "restore",
            "Show the question's own code again",
        ),
        Command(
            "experiment.back",
            "escape",
            "back",
            "back",
            "Return to the question, which has not changed",
            "esc",
        ),
    ),
}
