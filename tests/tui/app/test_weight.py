"""The app's own process loads no heavy modules."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

HEAVY = ("torch", "numpy", "pydantic", "yaml")
READ = [
    *(
        "way:start",
        "way:why",
        "enter",
        "way:learn",
        "enter",
        "a",
        "way:metrics",
        "enter",
        "down",
        "way:project",
        "enter",
    ),
    *("way:trace", "down", "e", "9", "enter", "t", "p", "down", "right"),
]

RUN = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.tui.studied import StudyDesk
from torchquiz.tui.messages import OpenWay

async def main():
    app = StudyDesk(Path({home!r})).app(take={take!r})
    async with app.run_test(size=(80, 24)) as pilot:
        for key in {keys!r}:
            if key.startswith("way:"):
                app.post_message(OpenWay("conv-sizes", key[4:]))
            else:
                await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()

asyncio.run(main())
{planted}
print(*sorted(name for name in {heavy!r} if name in sys.modules))
"""

FIRST = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from msgspec.structs import replace
from textual.screen import Screen
from tests.tui.proven import CHOOSE, VARIANTS, Desk

options = tuple(replace(option, form="code") for option in CHOOSE.answer.options)
of_code = replace(CHOOSE, answer=replace(CHOOSE.answer, options=options))
VARIANTS["shape-without-padding"] = ("predict", "easy", of_code)
frames = []
drawn = Screen._compositor_refresh

def draw(screen):
    drawn(screen)
    strips = screen._compositor.render_strips()
    text = "".join(segment.text for strip in strips for segment in strip)
    frames.append((set({words!r}) <= set(text.split()), "pygments" in sys.modules))

Screen._compositor_refresh = draw

async def main():
    async with Desk(Path({home!r})).app(take="conv-sizes").run_test(size=(80, 24)) as pilot:
        await pilot.pause()

{planted}
asyncio.run(main())
print(frames[0], frames[-1])
"""


def heavy_modules(home: Path, take: str | None, keys: list[str], planted: str = "") -> list[str]:
    """Return the heavy modules that a new process has loaded after these keys were pressed."""
    root = str(ROOT)
    code = RUN.format(root=root, home=str(home), take=take, keys=keys, heavy=HEAVY, planted=planted)
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("take", "keys"),
    [("conv-sizes", []), (None, ["t", "down", "q", "a", "enter", "escape"]), (None, READ)],
    ids=["first question", "everywhere", "ways that are read"],
)
def test_no_screen_loads_torch_numpy_pydantic_or_yaml(
    tmp_path: Path, take: str | None, keys: list[str]
) -> None:
    assert heavy_modules(tmp_path, take, keys) == []


def test_a_heavy_module_would_be_noticed(tmp_path: Path) -> None:
    assert heavy_modules(tmp_path, None, [], planted="import yaml") == ["yaml"]


def first_and_last_frame(home: Path, planted: str = "") -> str:
    """Return whether the first and the last frame are complete, and Pygments is loaded then."""
    root, words = str(ROOT), ("A", "B", "C", "D", "conv", "nn.Conv2d(3,")
    code = FIRST.format(root=root, home=str(home), words=words, planted=planted)
    return subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_the_first_frame_of_a_question_does_not_wait_for_colours(tmp_path: Path) -> None:
    assert first_and_last_frame(tmp_path) == "(True, False) (True, True)"


def test_a_frame_that_waits_for_colours_would_be_noticed(tmp_path: Path) -> None:
    assert first_and_last_frame(tmp_path, planted="import pygments") == "(True, True) (True, True)"
