"""Commands for the authors' preview."""

from torchquiz.tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "preview": (
        Command(
            "preview.next",
            "right",
            "turn(1)",
            "next variant",
            "Show the next variant",
            "→",
            goes_first=True,
        ),
        Command(
            "preview.previous",
            "left",
            "turn(-1)",
            "previous",
            "Show the previous variant",
            "←",
            goes_first=True,
        ),
        Command(
            "preview.unfold",
            "o",
            "unfold",
            "unfold",
            "Show or hide the answer and all explanations",
        ),
        Command(
            "preview.quit",
            "q,escape",
            "app.quit",
            "quit",
            "Leave the preview; nothing is saved",
            "q",
        ),
    ),
}
