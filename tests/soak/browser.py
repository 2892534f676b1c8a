"""Uses the app in headless Chromium by keyboard and mouse; other browsers must get status 403.

    python -m tests.soak.browser

The test needs Chromium, and is skipped with a message if it is missing.
"""

import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.engine.small_bank import SMALL
from tests.soak.environment import browser_program, environment_with, run_in

PATIENCE_S = 60
PAUSE_MS = 1500
LINE = 18
"""Height in pixels of a line that textual-serve draws."""
STRANGERS: dict[str, dict[str, str]] = {
    "no token": {},
    "foreign origin": {"Origin": "http://evil.example"},
    "foreign host": {"Host": "evil.example"},
}


def main() -> int:
    """Run the steps and print the result of each; return 1 if one failed."""
    program = browser_program()
    if program is None:
        print("browser: skipped, because Chromium is not installed")
        return 0
    if "--inside" not in sys.argv:
        with environment_with("playwright") as python:
            run_in(python, "tests.soak.browser", "--inside")
        return 0
    from playwright.sync_api import sync_playwright

    with (
        TemporaryDirectory() as folder,
        _served(Path(folder)) as link,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            failed = [name for name, passed in _steps(browser, link, Path(folder)) if not passed]
        finally:
            browser.close()
    return 1 if failed else 0


def _steps(browser: Any, link: str, home: Path) -> Iterator[tuple[str, bool]]:
    base = link.partition("/?")[0]
    for name, headers in STRANGERS.items():
        yield _result(name, _status(base, headers) == 403)
    page = browser.new_page(viewport={"width": 1000, "height": 640})
    page.goto(link)
    yield _result("the link opens", _soon(lambda: page.locator("body.-first-byte").count() == 1))
    page.locator("textarea").first.focus()
    yield _result(
        "answered by keyboard", _answered(page, home, 1, lambda: page.keyboard.press("a"))
    )
    yield _result("answered by click", _answered(page, home, 2, lambda: _click_a_row(page)))
    stranger = browser.new_page()
    yield _result("the link does not work in a second browser", stranger.goto(link).status == 403)


def _click_a_row(page: Any) -> None:
    """Go on to the next question, and click on each row of the upper third to hit an option."""
    page.keyboard.press("Enter")
    page.wait_for_timeout(PAUSE_MS)
    for row in range(4, 12):
        page.mouse.click(80, (row + 0.5) * LINE)


def _answered(page: Any, home: Path, count: int, act: Callable[[], None]) -> bool:
    """Act until so many answers are stored; on a busy machine, the app may not be ready yet."""
    until = time.monotonic() + PATIENCE_S
    while _attempts(home) < count and time.monotonic() < until:
        page.wait_for_timeout(PAUSE_MS)
        act()
        page.wait_for_timeout(PAUSE_MS)
    return _soon(lambda: _attempts(home) >= count)


def _attempts(home: Path) -> int:
    with closing(sqlite3.connect(home / "home" / "progress.db")) as db:
        (count,) = db.execute("select count(*) from attempt").fetchone()
    return int(count)


def _soon(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _status(base: str, headers: dict[str, str]) -> int:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(base + "/", headers=headers), timeout=10
        ) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a proven lesson, opened at its first question, and yield the one-time link."""
    bank = folder / "small.yaml"
    bank.write_text(SMALL)
    environment = os.environ | {"TORCHQUIZ_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "torchquiz"]
    subprocess.run(
        [*command, "check", str(bank)], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    process = subprocess.Popen(
        [*command, "serve", "--take", "small", "--bank", str(bank)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield next(line.strip() for line in process.stdout if line.strip().startswith("http"))
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _result(name: str, passed: bool) -> tuple[str, bool]:
    print(f"{name:<34} {'passed' if passed else 'FAILED'}", flush=True)
    return name, passed


if __name__ == "__main__":
    sys.exit(main())
