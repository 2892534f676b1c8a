"""`torchquiz` without a command: opens the home screen, in the app or in plain text."""

from pathlib import Path


def open_home(banks: list[Path], *, is_plain: bool) -> int:
    """Open the home screen and return the exit status."""
    from torchquiz.engine.folders import BANKS
    from torchquiz.tui.commandline.screens import need_terminal, open_app

    if is_plain:
        from torchquiz.engine.cli.statuses import ALL_WELL
        from torchquiz.tui.plain.home import home
        from torchquiz.tui.terminal.cell import need_answers

        need_answers("")
        home(banks or [BANKS])
        return ALL_WELL
    need_terminal("")
    return open_app(banks or [BANKS])
