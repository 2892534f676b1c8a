"""The app in a real headless Chromium: answered by keyboard and by click, others locked out.

    python -m tests.soak.browser

It needs playwright and a Chromium, and says so where they are missing.
"""

import os
import shutil
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

PATIENCE_S = 60
LINE = 18
"""Pixels of a line, as textual-serve draws it."""
STRANGERS: dict[str, dict[str, str]] = {
    "no token": {},
    "foreign origin": {"Origin": "http://evil.example"},
    "foreign host": {"Host": "evil.example"},
}


def main() -> int:
    """Print what came of each step; 1 when one failed."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print(
            "browser: playwright is not installed, so no browser was tried (pip install playwright)"
        )
        return 0
    program = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if program is None:
        print("browser: there is no Chromium here, so none was tried")
        return 0
    with (
        TemporaryDirectory() as folder,
        _served(Path(folder)) as link,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            failed = [name for name, is_well in _steps(browser, link, Path(folder)) if not is_well]
        finally:
            browser.close()
    return 1 if failed else 0


def _steps(browser: Any, link: str, home: Path) -> Iterator[tuple[str, bool]]:
    base = link.partition("/?")[0]
    for name, headers in (
        ("no token", {}),
        ("foreign origin", {"Origin": "http://evil.example"}),
        ("foreign host", {"Host": "evil.example"}),
    ):
        yield _told(name, _status(base, headers) == 403)
    page = browser.new_page(viewport={"width": 1000, "height": 640})
    page.goto(link)
    yield _told("the link opens", _soon(lambda: page.locator("body.-first-byte").count() == 1))
    page.locator("textarea").first.focus()
    yield _told("answered by keyboard", _answered(page, home, 1, lambda: page.keyboard.press("a")))
    page.keyboard.press("Enter")
    yield _told("answered by click", _answered(page, home, 2, lambda: _click_a_row(page)))
    stranger = browser.new_page()
    yield _told("the link opens no second browser", stranger.goto(link).status == 403)


def _click_a_row(page: Any) -> None:
    """The options lie in the upper third of the glass; a click above or below them does nothing."""
    for row in range(4, 12):
        page.mouse.click(80, (row + 0.5) * LINE)


def _answered(page: Any, home: Path, count: int, act: Callable[[], None]) -> bool:
    page.wait_for_timeout(1500)
    act()
    return _soon(lambda: _attempts(home) >= count)


def _attempts(home: Path) -> int:
    with closing(sqlite3.connect(home / "home" / "progress.db")) as db:
        (count,) = db.execute("select count(*) from attempt").fetchone()
    return int(count)


def _soon(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
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
    """The link to a lesson that is proven and opens at its first question."""
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


def _told(name: str, is_well: bool) -> tuple[str, bool]:
    print(f"{name:<34} {'as it should be' if is_well else 'FAILED'}", flush=True)
    return name, is_well


if __name__ == "__main__":
    sys.exit(main())
