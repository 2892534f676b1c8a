"""Commands for the screens that learners read page by page, and for the confusion matrix."""

from torchquiz.tui.commands.command import HOME, Command, pick_commands

OVER = Command(
    "reading.over",
    "right",
    "over",
    "next page",
    "Go to the next page without scrolling to the end of this one",
    "→",
    in_footer=False,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "reading": (
        Command(
            "reading.on",
            "enter,space",
            "on",
            "go on",
            "Go on to the next page or, after the last one, to the next activity",
            "enter",
        ),
        OVER,
        Command("reading.back", "left,backspace", "back", "back", "Go back a page", "←"),
        Command(
            "reading.right",
            "shift+right,>,ctrl+pagedown",
            "shift(8)",
            "code",
            "Scroll wide code sideways",
            "> <",
        ),
        Command(
            "reading.left",
            "shift+left,<,ctrl+pageup",
            "shift(-8)",
            "code",
            "Scroll wide code sideways",
            "> <",
            in_footer=False,
        ),
        HOME,
    ),
    "learn": (
        Command(
            "learn.retry",
            "r",
            "retry",
            "try again",
            "Try this question again; only your first try counts",
        ),
        Command(
            "learn.hint",
            "h,f2",
            "hint",
            "hint",
            "Open the next hint; each one gives away more of the answer",
        ),
        Command("learn.skip", "right,f4", "skip", "skip", "Go on without answering"),
        OVER,
        *pick_commands("learn"),
    ),
    "matrix": (
        Command(
            "matrix.up",
            "up,k",
            "go(-1, 0)",
            "number",
            "Go to the number above",
            "↑ ↓ ← →",
            in_footer=False,
        ),
        Command(
            "matrix.down",
            "down,j",
            "go(1, 0)",
            "number",
            "Go to another number; its explanation appears below the matrix",
            "↑ ↓ ← →",
        ),
        Command(
            "matrix.left",
            "left",
            "go(0, -1)",
            "number",
            "Go to the number on the left",
            "↑ ↓ ← →",
            in_footer=False,
        ),
        Command(
            "matrix.right",
            "right",
            "go(0, 1)",
            "number",
            "Go to the number on the right",
            "↑ ↓ ← →",
            in_footer=False,
        ),
    ),
}
