"""Commands of an author's preview."""

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
            "Show the variant before",
            "←",
            goes_first=True,
        ),
        Command(
            "preview.unfold",
            "o",
            "unfold",
            "unfold",
            "Unfold what is said of every option, or fold it again",
        ),
        Command(
            "preview.quit",
            "q,escape",
            "app.quit",
            "quit",
            "Leave the preview; nothing is stored",
            "q",
        ),
    ),
}
