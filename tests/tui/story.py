"""Telling a story: keys in, what is on the glass out, and never a sleep."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing

from textual.pilot import Pilot

from torchquiz.engine.study.activities import ActivityName
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.messages import opening_of

Told = Callable[["Story"], Awaitable[None]]


class Story:
    """A learner before an app: presses keys, reads the glass."""

    def __init__(self, app: TorchquizApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each when the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def open(self, way: ActivityName, lesson: str = "conv-sizes") -> None:
        """Open a way to study the lesson, as home and the lesson's list do."""
        self.app.screen.post_message(opening_of(lesson, way))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*(NAMED.get(letter, letter) for letter in text))
        await self.settle()

    async def click(self, text: str) -> None:
        """Click on the first place where a text stands."""
        for row, line in enumerate(self.lines):
            if text in line:
                await self.pilot.click(offset=(line.index(text) + 1, row))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the glass:\n{self.glass}")

    async def resize(self, width: int, height: int) -> None:
        """Change the window's size; Textual waits a moment for more of the same before it draws."""
        await self.pilot.resize_terminal(width, height)
        for _ in range(PATIENCE):
            if self.app.screen.outer_size == (width, height):
                break
            await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until every thread has told what it knows and every message has had its effect."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The lines on the glass."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def glass(self) -> str:
        """Everything on the glass."""
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        """The keys that are offered."""
        return self.lines[-1]

    def sees(self, *texts: str) -> None:
        """Fail unless all of these stand on the glass."""
        for text in texts:
            assert text in self.glass, f"{text!r} is not on the glass:\n{self.glass}"

    def misses(self, *texts: str) -> None:
        """Fail if any of these stands on the glass."""
        for text in texts:
            assert text not in self.glass, f"{text!r} is on the glass:\n{self.glass}"

    def letter_of(self, option: str) -> str:
        """The letter that an option was dealt."""
        line = next(line for line in self.lines if line.endswith(option) or f"{option}   " in line)
        return line[: line.index(option)].split()[-1].lower()


PATIENCE = 1000
NAMED = {
    " ": "space",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    ",": "comma",
    ".": "full_stop",
}


def tell(app: TorchquizApp, story: Told, size: tuple[int, int] = (80, 24)) -> None:
    """Run an app without a terminal, tell a story to it, and close its files."""

    async def telling() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            told = Story(app, pilot)
            await told.settle()
            await story(told)

    with closing(app.study.store), closing(app.study.catalogue._proofs):
        asyncio.run(telling())
