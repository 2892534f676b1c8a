"""Commands for the lesson screen."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "lesson": (
        Command(
            "lesson.open",
            "enter",
            "open",
            "open",
            "Open the way at the cursor, where you left off",
            "enter",
        ),
        *(
            Command(
                f"lesson.open-{number}",
                str(number % 10),
                f"open_at({number - 1})",
                f"open {number}",
                "Open a way by its number; a first letter only moves the cursor",
                "1–9, 0",
                in_footer=False,
            )
            for number in range(1, 11)
        ),
        HOME,
    ),
}
