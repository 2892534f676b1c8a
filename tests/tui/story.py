"""Stories for tests: a learner presses keys and reads the screen. Nothing ever sleeps."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress

from textual.events import Key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from torchquiz.engine.study.activities import ActivityName
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.messages import opening_of
from torchquiz.tui.screens.practice import PracticeScreen
from torchquiz.tui.widgets.seen import Seen

PracticeScreen.hasty_s = Seen.hasty_s = 0.0  # stories press keys faster than any person
StoryTeller = Callable[["Story"], Awaitable[None]]


class Story:
    """A learner who presses keys in an app and reads the screen."""

    def __init__(self, app: TorchquizApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another; each waits until the previous one has had its effect."""
        for key in keys:
            await self.tap(key)
            await self.settle()

    async def open(self, way: ActivityName, lesson: str = "conv-sizes") -> None:
        """Open an activity of the lesson, as home and the lesson screen do."""
        self.app.screen.post_message(opening_of(lesson, way))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            await self.tap(letter)
        await self.settle()

    async def tap(self, key: str) -> None:
        """Press a key, given by its name or character, without waiting for threads."""
        character = key if len(key) == 1 else CHARACTERS.get(key)
        self.app.post_message(Key(NAMED.get(key, key), character))
        await self.pilot.pause(0)

    async def click(self, text: str) -> None:
        """Click the first occurrence of a text on the screen."""
        for row, line in enumerate(self.lines):
            if text in line:
                await self.pilot.click(offset=(line.index(text) + 1, row))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the window, and wait until Textual has drawn it.

        Textual waits for a moment in case the size changes again.
        """
        await self.pilot.resize_terminal(width, height)
        for _ in range(PATIENCE):
            if self.app.screen.outer_size == (width, height):
                break
            await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until all threads have ended and all messages are processed.

        Only queues are waited for. Textual's own `pause` also watches the processor for 20 ms or
        more, which made up most of the time of these tests.
        """
        for _ in range(ROUNDS):
            await self.pilot.pause(0)
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.wait_for_animation()
        await self.pilot.pause(0)

    @property
    def lines(self) -> list[str]:
        """Lines on the screen."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """All text on the screen."""
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        """The line with the keys."""
        return self.lines[-1]

    def sees(self, *texts: str) -> None:
        """Assert that all of these texts are on the screen."""
        for text in texts:
            assert text in self.text, f"{text!r} is not on the screen:\n{self.text}"

    def misses(self, *texts: str) -> None:
        """Assert that none of these texts is on the screen."""
        for text in texts:
            assert text not in self.text, f"{text!r} is on the screen:\n{self.text}"

    def letter_of(self, option: str) -> str:
        """Return the letter of an option; options are shuffled with the session's seed."""
        line = next(line for line in self.lines if line.endswith(option) or f"{option}   " in line)
        return line[: line.index(option)].split()[-1].lower()


PATIENCE = 1000
ROUNDS = 7  # a thread posts a message, whose handler changes widgets, which call back once redrawn
NAMED = {
    " ": "space",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    ",": "comma",
    ".": "full_stop",
    "-": "minus",
}
CHARACTERS = {name: letter for letter, name in NAMED.items()} | {"enter": "\r", "tab": "\t"}


def tell(app: TorchquizApp, story: StoryTeller, size: tuple[int, int] = (80, 24)) -> None:
    """Run an app without a terminal, play a story in it, and close its files."""
    with closing(app.study.store), closing(app.study.catalogue._proofs):
        tell_open(app, story, size)


def tell_open(app: TorchquizApp, story: StoryTeller, size: tuple[int, int] = (80, 24)) -> None:
    """Run an app without a terminal and play a story in it; its files stay open."""

    async def telling() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            learner = Story(app, pilot)
            await learner.settle()
            await story(learner)

    asyncio.run(telling())
