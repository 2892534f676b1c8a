"""The command palette, in our colours; it finds what `torchquiz.tui.screens.palette` offers."""

from textual.command import CommandPalette

from torchquiz.tui.screens.palette import Palette


class FindingScreen(CommandPalette):
    """A line to type in, over the names that are like it."""

    CSS_PATH = "finding.tcss"

    def __init__(self) -> None:
        super().__init__([Palette], id="--command-palette")
