"""Commands of the pages before and after a session."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "summary": (
        Command("summary.home", "enter,escape", "home", "home", "Go home", "enter"),
        Command("summary.missed", "m", "missed", "missed again", "Do the missed questions again"),
    ),
    "before": (
        Command(
            "before.begin",
            "enter",
            "begin",
            "begin",
            "Begin; a clock starts now, if there is one",
            "enter",
        ),
        HOME,
    ),
    "verdict": (
        Command(
            "verdict.more",
            "enter",
            "more",
            "more questions",
            "Take more questions, so that the verdict becomes clear",
            "enter",
        ),
        Command("verdict.follow", "n", "follow", "next step", "Open what is best done next"),
        Command("verdict.missed", "m", "missed", "missed again", "Do the missed questions again"),
        HOME,
    ),
}
