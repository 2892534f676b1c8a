"""`torchquiz serve`: runs the app in a browser, using textual-serve."""

import asyncio
import contextlib
import errno
import logging
import os
import shlex
import signal
import socket
import sys
import webbrowser
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import INSTALLED
from torchquiz.tui.web.guard import Guard
from torchquiz.tui.web.sizes import limited_size, with_limited_size

HOST = "127.0.0.1"
LAST_PORT = 65535
SHUTDOWN_S = 2.0
"""Seconds to wait for open windows on shutdown."""
WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""The Textual driver that draws the app in a browser."""

START = (
    "import sys; sys.path.append(sys.argv.pop(1));"
    " from torchquiz.tui.cli import main; sys.exit(main())"
)
"""Program that runs an app; its first argument is the folder where torchquiz is installed."""


class GuardedServer(Server):  # type: ignore[misc]
    """A textual-serve server that checks every request with a guard."""

    def __init__(self, command: str, guard: Guard) -> None:
        self._open: dict[web.WebSocketResponse, AppService] = {}
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
        """Print the one-time link instead of the library's own message."""
        print(
            f"Open torchquiz in your browser:\n\n  {self.guard.link}\n\n"
            "The link works only once. Press Ctrl+C here to stop the server."
        )
        sys.stdout.flush()

    async def on_shutdown(self, app: web.Application) -> None:
        """Stop the apps and close their connections, which would otherwise delay the shutdown."""
        endings = [
            ending
            for websocket, service in self._open.items()
            for ending in (service.stop(), websocket.close())
        ]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*endings, return_exceptions=True), SHUTDOWN_S)

    def initialize_logging(self) -> None:
        """Log only errors.

        Do not log local variables, because they contain the token and the cookie.
        """
        logging.basicConfig(level=logging.ERROR, format="%(message)s")

    def serve_on(self, listening: socket.socket) -> None:
        """Serve on a socket until Ctrl+C or a termination signal."""
        self.initialize_logging()
        loop = asyncio.new_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, self.request_exit)
        web.run_app(
            self._make_app(),
            sock=listening,
            handle_signals=False,
            loop=loop,
            print=None,
            access_log=None,
            shutdown_timeout=SHUTDOWN_S,
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app in a browser window whose size is limited."""
        response: web.WebSocketResponse = await super().handle_websocket(with_limited_size(request))
        return response

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        set_size = app_service.set_terminal_size

        async def set_limited_size(width: int, height: int) -> None:
            await set_size(*limited_size(width, height))

        app_service.set_terminal_size = set_limited_size
        self._open[websocket] = app_service
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            del self._open[websocket]


def serve(banks: list[Path], take: str, port: int, *, opens: bool) -> None:
    """Serve the app until the user presses Ctrl+C.

    Each browser window runs its own app. All these apps share the learner's progress.

    Args:
        banks: Lessons to use instead of those that come with torchquiz.
        take: The lesson to open; empty for the home screen.
        port: The port; 0 for any free one.
        opens: Whether to open the link in a browser.

    Raises:
        TorchquizError: The port number is invalid, or the port cannot be used.
    """
    listening = listen(port)
    guard = Guard(listening.getsockname()[1])
    os.environ["PYTHONPATH"] = python_path(os.environ.get("PYTHONPATH", ""))
    if opens:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(guard.link)
    GuardedServer(shlex.join(app_command(banks, take)), guard).serve_on(listening)


def listen(port: int) -> socket.socket:
    """Return a socket that listens only on this machine, on the given port or on any free one.

    Raises:
        TorchquizError: The port number is invalid, or the port cannot be used.
    """
    if not 0 <= port <= LAST_PORT:
        raise TorchquizError(
            f"{port} is not a port number. Choose a port from 1 to {LAST_PORT},"
            " or leave out --port to use any free port."
        )
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        is_taken = error.errno == errno.EADDRINUSE
        reason = "is in use" if is_taken else f"cannot be used: {error.strerror}"
        raise TorchquizError(
            f"Port {port} {reason}. Choose another, or leave out --port to use any free one."
        ) from error
    return listening


def app_command(banks: list[Path], take: str) -> list[str]:
    """Return the command that starts the app, with the current folder removed from Python's path.

    Otherwise a file such as `random.py` in that folder would run instead of Python's own module.
    """
    words = [sys.executable, "-P", "-c", START, str(INSTALLED)]
    if take:
        words += ["take", take]
    for bank in banks:
        words += ["--bank", str(bank.resolve())]
    return words


def python_path(given: str) -> str:
    """Return PYTHONPATH without the current folder and without relative paths."""
    here = Path.cwd().resolve()
    entries = [Path(entry) for entry in given.split(os.pathsep) if entry]
    kept = [entry for entry in entries if entry.is_absolute() and entry.resolve() != here]
    return os.pathsep.join(map(str, kept))
