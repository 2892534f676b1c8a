"""`torchquiz serve`: the app in a browser on this machine, by textual-serve behind our guard."""

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
"""How textual-serve tells the app that it is drawn in a browser."""


START = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    " from torchquiz.tui.cli import main; sys.exit(main())"
)
"""The program of an app; its first word is the folder in which torchquiz is installed."""


class GuardedServer(Server):  # type: ignore[misc]
    """textual-serve's server, with a guard before every request."""

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
        """Print where the app is, instead of the library's own message."""
        print(
            f"torchquiz is in the browser now, for you alone:\n\n  {self.guard.link}\n\n"
            "The link works once. Ctrl+C ends it."
        )
        sys.stdout.flush()


def serve(banks: list[Path], take: str, port: int, *, opens: bool) -> None:
    """Serve until Ctrl+C; each window that is opened has an app of its own, over the same progress.

    Args:
        banks: lessons instead of those that come with torchquiz.
        take: a lesson to begin with; empty for home.
        port: where; 0 for any that is free.
        opens: whether a browser is opened.

    Raises:
        OSError: the port is taken.
    """
    guard = Guard(port or _free_port())
    os.environ["PYTHONPATH"] = python_path(os.environ.get("PYTHONPATH", ""))
    if opens:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(guard.link)
    GuardedServer(shlex.join(app_command(banks, take)), guard).serve()


def app_command(banks: list[Path], take: str) -> list[str]:
    """Return the words that start an app, with the current folder nowhere on Python's path.

    Otherwise a `random.py` that happens to be in the folder would be run in place of Python's.
    """
    words = [sys.executable, "-P", "-c", START, str(INSTALLED)]
    if take:
        words += ["take", take]
    for bank in banks:
        words += ["--bank", str(bank.resolve())]
    return words


def python_path(given: str) -> str:
    """Return PYTHONPATH without the current folder and without what is relative to it."""
    here = Path.cwd().resolve()
    entries = [Path(entry) for entry in given.split(os.pathsep) if entry]
    kept = [entry for entry in entries if entry.is_absolute() and entry.resolve() != here]
    return os.pathsep.join(map(str, kept))


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        number: int = asked.getsockname()[1]
        return number
