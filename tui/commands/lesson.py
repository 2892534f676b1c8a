"""Commands of a lesson."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "lesson": (
        Command(
            "lesson.open",
            "enter",
            "open",
            "open",
            "Open what is at the cursor, where you stopped in it",
            "enter",
        ),
        *(
            Command(
                f"lesson.open-{number}",
                str(number % 10),
                f"open_at({number - 1})",
                f"open {number}",
                "Open by number; a first letter only goes there",
                "1–9, 0",
                in_footer=False,
            )
            for number in range(1, 11)
        ),
        HOME,
    ),
}
