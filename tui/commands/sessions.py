"""Commands for the screens before and after a session."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "summary": (
        Command(
            "summary.home", "enter,escape", "home", "home", "Return to the lesson or home", "enter"
        ),
        Command(
            "summary.missed", "m", "missed", "missed again", "Answer the missed questions again"
        ),
    ),
    "before": (
        Command(
            "before.begin",
            "enter",
            "begin",
            "begin",
            "Begin; if there is a time limit, the clock starts now",
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
            "Answer more questions to reach a clear verdict",
            "enter",
        ),
        Command("verdict.follow", "n", "follow", "next step", "Go to the suggested next step"),
        Command(
            "verdict.missed", "m", "missed", "missed again", "Answer the missed questions again"
        ),
        HOME,
    ),
}
