"""Commands of the ways that are read."""

from torchquiz.tui.commands.command import HOME, Command, pick_commands

OVER = Command(
    "reading.over",
    "right",
    "over",
    "next sheet",
    "Turn to the next sheet at once",
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
            "Go on; at the end, to the next way of the lesson",
            "enter",
        ),
        OVER,
        Command("reading.back", "left,backspace", "back", "back", "Back to the sheet before", "←"),
        Command(
            "reading.right", "shift+right,>", "shift(8)", "code", "Move wide code sideways", "> <"
        ),
        Command(
            "reading.left",
            "shift+left,<",
            "shift(-8)",
            "code",
            "Move wide code sideways",
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
            "Try the step's question again; the first try has been counted",
        ),
        Command(
            "learn.hint",
            "h,f2",
            "hint",
            "hint",
            "Open a hint, each closer to the answer than the last",
        ),
        Command("learn.skip", "right,f4", "skip", "leave it", "Go on without an answer"),
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
            "Go to another number; its words stand below",
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
