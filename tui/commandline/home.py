"""`torchquiz` without a command: the screens, at home."""

from pathlib import Path


def open_home(banks: list[Path]) -> int:
    """Open the screens at home; return the exit status."""
    from torchquiz.engine.folders import BANKS
    from torchquiz.tui.commandline.screens import need_terminal, open_app

    need_terminal("take LESSON")
    return open_app(banks or [BANKS])
