"""`torchquiz serve`: runs the app in a browser, with textual-serve behind a guard."""

import contextlib
import os
import shlex
import socket
import sys
import webbrowser
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from torchquiz.engine.folders import INSTALLED
from torchquiz.tui.web.guard import Guard

HOST = "127.0.0.1"
WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""Textual driver that draws the app in a browser."""

START = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    " from torchquiz.tui.cli import main; sys.exit(main())"
)
"""Program that runs an app; its first argument is the folder in which torchquiz is installed."""


class GuardedServer(Server):  # type: ignore[misc]
    """The server of textual-serve, with a guard before every request."""

    def __init__(self, command: str, guard: Guard) -> None:
        super().__init__(
            command,
            host=HOST,
            port=guard.port,
            title="torchquiz",
            public_url=f"http://{HOST}:{guard.port}",
        )
        self.guard = guard

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self.guard.middleware)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Print the link, instead of the library's own message."""
        print(
            f"Open torchquiz in your browser:\n\n  {self.guard.link}\n\n"
            "The link works only once. Press Ctrl+C here to stop the server."
        )
        sys.stdout.flush()


def serve(banks: list[Path], take: str, port: int, *, opens: bool) -> None:
    """Serve until Ctrl+C; each browser window runs its own app on the same progress.

    Args:
        banks: Lessons to use instead of those that come with torchquiz.
        take: The lesson to open; empty for the home screen.
        port: The port; 0 for any free one.
        opens: Whether to open the link in a browser.

    Raises:
        OSError: The port is in use.
    """
    guard = Guard(port or _free_port())
    os.environ["PYTHONPATH"] = python_path(os.environ.get("PYTHONPATH", ""))
    if opens:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(guard.link)
    GuardedServer(shlex.join(app_command(banks, take)), guard).serve()


def app_command(banks: list[Path], take: str) -> list[str]:
    """Return the command that starts an app without the current folder on Python's path.

    Otherwise a file such as `random.py` in the folder would run instead of Python's own module.
    """
    words = [sys.executable, "-P", "-c", START, str(INSTALLED)]
    if take:
        words += ["take", take]
    for bank in banks:
        words += ["--bank", str(bank.resolve())]
    return words


def python_path(given: str) -> str:
    """Return PYTHONPATH without the current folder and without relative entries."""
    here = Path.cwd().resolve()
    entries = [Path(entry) for entry in given.split(os.pathsep) if entry]
    kept = [entry for entry in entries if entry.is_absolute() and entry.resolve() != here]
    return os.pathsep.join(map(str, kept))


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        number: int = asked.getsockname()[1]
        return number
