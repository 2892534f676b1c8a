"""Commands for the lesson screen."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "lesson": (
        Command(
            "lesson.open",
            "enter",
            "open",
            "open",
            "Open the activity at the cursor, and continue where you left off",
            "enter",
        ),
        *(
            Command(
                f"lesson.open-{number}",
                str(number % 10),
                f"open_at({number - 1})",
                f"open {number}",
                "Open an activity by its number; a letter only moves the cursor to it",
                "1–9, 0",
                in_footer=False,
            )
            for number in range(1, 11)
        ),
        Command(
            "lesson.restart",
            "x",
            "restart",
            "start over",
            "Start the activity at the cursor from the beginning; your answers so far still count",
        ),
        HOME,
    ),
}
