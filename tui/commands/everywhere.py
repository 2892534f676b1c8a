"""Commands that work everywhere, and those of help."""

from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "help": (
        Command(
            "help.close",
            "escape,question_mark,f1,enter,q",
            "close",
            "back",
            "Back to where you were",
            "esc",
        ),
    ),
    "everywhere": (
        Command(
            "app.report",
            "exclamation_mark,f8",
            "report",
            "report",
            "Report this question: write a note on what is wrong or unclear",
            "!  f8",
            in_footer=False,
        ),
        Command(
            "app.palette",
            "ctrl+p",
            "command_palette",
            "commands",
            "Find a command, a lesson or a way by its name",
            "ctrl+p",
            in_footer=False,
        ),
        Command("app.help", "question_mark,f1", "help", "keys", "Show every key"),
        Command(
            "app.theme",
            "ctrl+t",
            "turn_lights",
            "light or dark",
            "Turn from dark to light and back",
            "ctrl+t",
            in_footer=False,
        ),
        Command(
            "app.quit",
            "ctrl+c",
            "quit",
            "quit",
            "Leave at once; everything is saved",
            "ctrl+c",
            in_footer=False,
            goes_first=True,
        ),
    ),
}
