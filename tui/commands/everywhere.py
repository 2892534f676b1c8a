"""Commands that work on every screen, and the command of the help screen."""

from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "help": (
        Command(
            "help.close",
            "escape,question_mark,f1,enter,q",
            "close",
            "back",
            "Return to where you were",
            "esc",
        ),
    ),
    "everywhere": (
        Command(
            "app.report",
            "exclamation_mark,f8",
            "report",
            "report",
            "Report what is wrong or unclear in this question",
            "!  f8",
            in_footer=False,
        ),
        Command(
            "app.palette",
            "ctrl+p",
            "command_palette",
            "commands",
            "Find a command, lesson or activity by name",
            "ctrl+p",
            in_footer=False,
        ),
        Command("app.help", "question_mark,f1", "help", "keys", "Show all keys"),
        Command(
            "app.theme",
            "ctrl+t",
            "switch_theme",
            "light or dark",
            "Switch between dark and light",
            "ctrl+t",
            in_footer=False,
        ),
        Command(
            "app.suspend",
            "ctrl+z",
            "suspend_process",
            "suspend",
            "Suspend torchquiz; type `fg` in the shell to continue",
            "ctrl+z",
            in_footer=False,
        ),
        Command(
            "app.quit",
            "ctrl+c",
            "quit",
            "quit",
            "Leave torchquiz now",
            "ctrl+c",
            in_footer=False,
            goes_first=True,
        ),
    ),
}
