"""Commands of the pages that can be opened from anywhere."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "statistics": (HOME,),
    "search": (
        Command(
            "search.up",
            "up",
            "screen.move(-1)",
            "up",
            "Go up in what was found",
            "↑",
            in_footer=False,
        ),
        Command(
            "search.down",
            "down",
            "screen.move(1)",
            "down",
            "Go down in what was found",
            "↓",
            in_footer=False,
        ),
        Command(
            "search.open",
            "enter",
            "screen.open",
            "open",
            "Open what was found, or ask just that question",
            "enter",
        ),
        Command("search.back", "escape", "screen.home", "back", "Back to where you were", "esc"),
    ),
    "settings": (
        Command(
            "settings.next",
            "right,enter",
            "change(1)",
            "next value",
            "Take the next value; it holds at once",
            "→",
        ),
        Command(
            "settings.before",
            "left",
            "change(-1)",
            "value before",
            "Take the value before; it holds at once",
            "←",
        ),
        HOME,
    ),
    "report": (
        Command(
            "report.write",
            "enter",
            "screen.write",
            "write the note",
            "Write the note into the folder of reports",
            "enter",
        ),
        Command(
            "report.close",
            "escape",
            "screen.close",
            "back",
            "Back to the question, without a note",
            "esc",
        ),
    ),
}
