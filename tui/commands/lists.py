"""Commands for lists."""

from torchquiz.tui.commands.command import DOWN, UP, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "listing": (
        UP,
        DOWN,
        Command(
            "listing.page-up",
            "pageup",
            "page(-1)",
            "page up",
            "Go up or down a page",
            "pgup pgdn",
            in_footer=False,
        ),
        Command(
            "listing.page-down",
            "pagedown",
            "page(1)",
            "page down",
            "Go up or down a page",
            "pgup pgdn",
            in_footer=False,
        ),
        Command(
            "listing.first",
            "home",
            "end(-1)",
            "first",
            "Go to the first or last row",
            "home end",
            in_footer=False,
        ),
        Command(
            "listing.last",
            "end",
            "end(1)",
            "last",
            "Go to the first or last row",
            "home end",
            in_footer=False,
        ),
    ),
    "rows": (UP, DOWN),
}
