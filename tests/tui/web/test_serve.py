"""Tests of which requests reach the app in a browser; tests.soak.browser uses a real browser."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError, web
from aiohttp.test_utils import make_mocked_request

from torchquiz.tui.cli import main
from torchquiz.tui.web.guard import COOKIE, Guard, same_secret
from torchquiz.tui.web.serve import GuardedServer, app_command, listen, python_path
from torchquiz.tui.web.sizes import limited_size, with_limited_size

FOREIGN = "http://evil.example"
Ask = Callable[[ClientSession, str, Guard], Coroutine[None, None, None]]


def free_port() -> int:
    """Return a port that no process uses."""
    with listen(0) as listening:
        port: int = listening.getsockname()[1]
        return port


async def hello(request: web.Request) -> web.Response:
    return web.Response(text="the app")


def guarded(ask: Ask) -> None:
    """Let `ask` send requests to a guarded server, whose pages all say hello."""

    async def run() -> None:
        guard = Guard(free_port())
        app = web.Application(middlewares=[guard.middleware])
        app.add_routes([web.get("/", hello), web.get("/ws", hello), web.get("/static/x", hello)])
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", guard.port).start()
        try:
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
                await ask(session, f"http://127.0.0.1:{guard.port}", guard)
        finally:
            await runner.cleanup()

    asyncio.run(run())


async def status(session: ClientSession, url: str, **headers: str) -> int:
    async with session.get(url, headers=headers) as response:
        return response.status


def test_the_link_opens_the_app_and_the_same_browser_can_return() -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        async with session.get(guard.link) as response:
            assert (response.status, await response.text(), str(response.url)) == (
                200,
                "the app",
                f"{base}/",
            )
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert await status(session, base + "/static/x") == 200

    guarded(ask)


def test_the_link_works_only_once() -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        link = guard.link
        assert await status(session, link) == 200
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as other:
            assert await status(other, link) == 403
            assert await status(other, base + "/") == 403

    guarded(ask)


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=guessed", "/ws", "/static/x"])
def test_every_request_without_the_link_is_refused(path: str) -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        assert await status(session, base + path, Origin=base) == 403
        assert await status(session, base + path, Origin=base, Cookie=f"{COOKIE}=guessed") == 403

    guarded(ask)


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, 200),
        ({"Origin": FOREIGN}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
    ],
)
def test_a_foreign_page_or_host_is_refused_even_with_the_cookie(
    headers: dict[str, str], answer: int
) -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        await status(session, guard.link)
        assert await status(session, base + "/", **headers) == answer

    guarded(ask)


def test_a_socket_must_name_its_origin() -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        await status(session, guard.link)
        assert await status(session, base + "/ws") == 403
        assert await status(session, base + "/ws", Origin=base) == 200

    guarded(ask)


def test_the_real_server_is_guarded_too() -> None:
    async def run() -> None:
        guard = Guard(free_port())
        runner = web.AppRunner(await GuardedServer("false", guard)._make_app())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", guard.port).start()
        base = f"http://127.0.0.1:{guard.port}"
        try:
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
                assert await status(session, base + "/static/js/textual.js") == 403
                with pytest.raises(WSServerHandshakeError, match="403"):
                    await session.ws_connect(base + "/ws", origin=FOREIGN)
                assert await status(session, guard.link) == 200
                assert await status(session, base + "/static/js/textual.js") == 200
        finally:
            await runner.cleanup()

    asyncio.run(run())


def start_app(folder: Path, words: list[str]) -> "subprocess.CompletedProcess[str]":
    """Start the command that `serve` runs, in a folder, and let it print its help."""
    environ = os.environ | {"PYTHONPATH": python_path(os.environ.get("PYTHONPATH", ""))}
    return subprocess.run(
        [*words, "--help"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with modules that do harm when imported."""
    for name in ("random", "argparse", "torchquiz", "tui", "engine", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('harm', 'w').close(); raise SystemExit(9)")
    return tmp_path


def test_no_module_of_the_current_folder_is_loaded(project: Path) -> None:
    done = start_app(project, app_command([], "conv2d"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: torchquiz take")
    assert not (project / "harm").exists()


def test_without_the_flag_a_module_of_the_current_folder_would_be_loaded(project: Path) -> None:
    words = [word for word in app_command([], "conv2d") if word != "-P"]
    assert start_app(project, words).returncode == 9
    assert (project / "harm").exists()


def test_the_current_folder_is_removed_from_pythons_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = os.pathsep.join([".", "", "lib", str(tmp_path), f"{tmp_path}/lib/..", "/opt/modules"])
    assert python_path(given) == "/opt/modules"


@pytest.mark.parametrize("value", ["caf\u00e9", "\u00ff", "a\udce9"])
def test_a_cookie_or_token_that_is_not_ascii_is_refused(value: str) -> None:
    assert not same_secret(value, "guessed")
    assert same_secret("guessed", "guessed")


def test_a_non_ascii_cookie_is_refused_without_an_error() -> None:
    async def ask(session: ClientSession, base: str, guard: Guard) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", guard.port)
        host = f"127.0.0.1:{guard.port}"
        writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {COOKIE}=".encode())
        writer.write(b"\xe9\xff\r\nConnection: close\r\n\r\n")
        assert b"403" in await reader.readline()
        writer.close()

    guarded(ask)


@pytest.mark.parametrize(
    ("asked", "given"),
    [("width=1000000000&height=5", (500, 10)), ("width=90&height=30", (90, 30)), ("", (80, 24))],
)
def test_the_size_of_a_window_is_limited(asked: str, given: tuple[int, int]) -> None:
    request = make_mocked_request("GET", f"/ws?{asked}&token=x")
    query = with_limited_size(request).query
    assert (int(query["width"]), int(query["height"])) == given


def test_a_later_size_is_limited_too() -> None:
    assert limited_size(10**9, -3) == (500, 10)


def test_the_server_ends_quickly_with_an_open_window_and_logs_no_secret(tmp_path: Path) -> None:
    environ = os.environ | {"TORCHQUIZ_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "torchquiz", "serve"]
    with subprocess.Popen(
        words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        link = next(line.strip() for line in server.stdout if "http://" in line)
        elapsed_s, secrets = asyncio.run(open_a_window_and_end(link, server))
        logged = server.stdout.read()
    assert elapsed_s < 10
    assert server.returncode == 0
    assert not any(secret in logged for secret in secrets)


async def open_a_window_and_end(
    link: str, server: "subprocess.Popen[str]"
) -> tuple[float, list[str]]:
    """Open a window and end the server; return how long the end took, and the secrets used."""
    base, token = link.split("/?token=")
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        assert await status(session, link) == 200
        secrets = [token, *(cookie.value for cookie in session.cookie_jar)]
        async with session.ws_connect(base + "/ws", origin=base) as window:
            await window.receive()
            started_s = time.monotonic()
            server.send_signal(signal.SIGINT)
            await asyncio.to_thread(server.wait)
            return time.monotonic() - started_s, secrets


@pytest.mark.parametrize("port", [99999, -1, 65536])
def test_a_port_that_does_not_exist_gets_one_sentence(
    port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "Choose a port from 1 to 65535" in said.err


def test_a_port_in_use_gets_one_sentence_before_any_link(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"Port {port} is in use" in said.err
