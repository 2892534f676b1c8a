"""`torchquiz` without a command: opens the app on its home screen."""

from pathlib import Path


def open_home(banks: list[Path]) -> int:
    """Open the app on its home screen; return the exit status."""
    from torchquiz.engine.folders import BANKS
    from torchquiz.tui.commandline.screens import need_terminal, open_app

    need_terminal("take LESSON")
    return open_app(banks or [BANKS])
