"""Commands of home."""

from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "home": (
        Command(
            "home.open",
            "enter",
            "open",
            "open",
            "Do what comes next, or open the lesson at the cursor",
            "enter",
        ),
        Command("home.review", "r", "review", "review", "Review what is due over all lessons"),
        Command(
            "home.practise",
            "p",
            "practise",
            "practise",
            "Practise the lesson at the cursor at once",
        ),
        Command(
            "home.search",
            "slash",
            "app.search",
            "search",
            "Search over lessons, ways and questions",
            "/",
        ),
        Command(
            "home.statistics",
            "s",
            "app.statistics",
            "statistics",
            "See what all your answers come to",
        ),
        Command(
            "home.settings",
            "comma",
            "app.settings",
            "settings",
            "See and change the settings",
            ",",
            in_footer=False,
        ),
        Command("home.quit", "q", "app.quit", "quit", "Leave torchquiz; everything is saved"),
    ),
}
