"""Commands for the home screen."""

from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "home": (
        Command(
            "home.open",
            "enter",
            "open",
            "open",
            "Take the next step, or open the lesson at the cursor",
            "enter",
        ),
        Command(
            "home.explain",
            "enter",
            "explain",
            "why not ready",
            "See why the lesson at the cursor cannot be opened yet",
            "enter",
        ),
        Command(
            "home.review",
            "r",
            "review",
            "review",
            "Review the items that are due, across all lessons",
        ),
        Command(
            "home.practise",
            "p",
            "practise",
            "practise",
            "Practise the lesson at the cursor",
        ),
        Command(
            "home.weak-points",
            "w",
            "weak_points",
            "weak points",
            "Practise what you find difficult, across all lessons",
            in_footer=False,
        ),
        Command(
            "home.drill",
            "d",
            "drill",
            "drills",
            "Answer quick questions with new numbers each time, against the clock",
        ),
        Command(
            "home.search",
            "slash",
            "app.search",
            "search",
            "Search lessons, activities and questions",
            "/",
        ),
        Command(
            "home.statistics",
            "s",
            "app.statistics",
            "statistics",
            "See your statistics",
        ),
        Command(
            "home.settings",
            "comma",
            "app.settings",
            "settings",
            "Change the settings",
            ",",
            in_footer=False,
        ),
        Command("home.quit", "q", "app.quit", "quit", "Leave torchquiz"),
    ),
}
