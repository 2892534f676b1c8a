"""A random walk over keys: what a learner might press, and what nobody would.

Everything that was graded is noted.
"""

import json
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import sqrt
from random import Random
from unittest.mock import patch

from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.tui.story import Story, tell
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.session import Session
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.commands import COMMANDS, in_force
from torchquiz.tui.commands.command import Command
from torchquiz.tui.messages import GoHome, opening_of
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.screens.trace import TraceScreen

SIZES = ((80, 24), (120, 40), (40, 20), (20, 8))
TEXTS = (
    "1",
    "28",
    "0.5",
    "(1, 6, 28, 28)",
    "(2, 3)",
    "float32",
    "nope",
    "x = 1",
    "kernel_size=3",
    "prac",
    "conv",
    "é(",
    "",
)
KEYS = (
    *sorted(
        {key for commands in COMMANDS.values() for one in commands for key in one.keys.split(",")}
    ),
    *("tab", "shift+tab", "backspace", "delete", "ctrl+a", "ctrl+z", "ctrl+k", "ctrl+v", "z", "5"),
)
EVERYWHERE = 0.1
"""How much less often than others a key is pressed that works everywhere."""
LEAVES = frozenset(("escape", "q", "ctrl+c"))
QUITS = frozenset(("q", "ctrl+c"))
"""What ends the app, which waits for no grade: what is graded at that moment counts neither way."""
LEAVING = 0.15
"""How much less often one that leaves, on a screen that has not taken twice its share of keys."""
ANSWERS = ("options.", "line.", "cell.", "card.", "written.", "practice.next")
ANSWERING = 4.0
"""How much more often one that answers or goes on."""
LONG: tuple[ActivityName, ...] = ("test",) * 4
"""What takes many answers to its end, and is opened so much more often."""
PALETTE = "PaletteScreen"
REMEMBERED = 30


@dataclass
class Log:
    """What a walk came to, over as many apps as it took."""

    presses: Counter[str] = field(default_factory=Counter)
    """Keys by the screen that took them."""
    pressed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By screen and command."""
    moves: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    graded: Counter[tuple[int, str, str, str]] = field(default_factory=Counter)
    """Session, lesson, item and response of what was graded and counts."""
    trail: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    """The last moves, for whoever mends what they led to."""

    def differs_from(self, stored: list[Attempt]) -> dict[str, list[tuple[int, str, str, str]]]:
        """Return what was graded and not stored, or stored too often; empty when all is well."""
        kept = Counter((one.session_id, one.lesson, one.item, one.response) for one in stored)
        found = {
            "lost": list((self.graded - kept).elements()),
            "doubled": list((kept - self.graded).elements()),
        }
        return {name: attempts for name, attempts in found.items() if attempts}

    def table(self) -> str:
        """Presses by screen."""
        return "\n".join(f"  {place:28}{count:8,}" for place, count in sorted(self.presses.items()))


@contextmanager
def noting(log: Log) -> Iterator[None]:
    """Note every grade that counts, as the engine gives it."""
    grade_response = Session.grade_response

    def noted(session: Session, response: Response) -> Grade | Unreadable:
        said = (
            session.opened.id,
            session.lesson.id,
            session.item.id,
            json.dumps(session.form.stored_texts(session.variant.answer, response)),
        )
        grade = grade_response(session, response)
        if isinstance(grade, Grade) and grade.verdict != "uncounted":
            log.graded[said] += 1
        return grade

    with patch.object(Session, "grade_response", noted):
        yield


def walk(
    app: TorchquizApp, luck: Random, presses: int, log: Log, look: Callable[[], None] = lambda: None
) -> None:
    """Press so many keys in an app, or fewer when it was quit; `look` is called between them.

    Raises:
        Exception: whatever the app failed with, with the last moves noted on it.
    """
    app.animation_level = "none"
    try:
        tell(app, Walker(luck, presses, log, look).go)
    except BaseException as error:
        error.add_note("The last moves: " + " · ".join(log.trail))
        raise


def place_of(screen: Screen[object]) -> str:
    """Where one is: the screen, and the tab of a trace."""
    name = type(screen).__name__
    if isinstance(screen, TraceScreen):
        return f"{name}, {next((str(tab.id) for tab in screen.query(Tab) if tab.display), '')}"
    return name


class Walker:
    """Draws one move after another; prefers keys that do something and were seldom pressed."""

    def __init__(self, luck: Random, presses: int, log: Log, look: Callable[[], None]) -> None:
        self._luck = luck
        self._left = presses
        self._log = log
        self._look = look

    async def go(self, story: Story) -> None:
        """Walk until the keys are used up or the app is quit, then home, where everything ends."""
        self._story = story
        moves: dict[Callable[[], Awaitable[None]], int] = {
            self._do: 73,
            self._press_any: 6,
            self._type: 10,
            self._click: 4,
            self._resize: 2,
            self._open: 3,
            story.settle: 2,
        }
        while self._left > 0 and not story.app._exit:
            move = self._luck.choices([*moves], [*moves.values()])[0]
            self._log.moves[move.__name__.strip("_")] += 1
            await move()
            self._log.themes[story.app.theme] += 1
            self._look()
        for _ in story.app.screen_stack:
            story.app.post_message(GoHome())
        await story.settle()

    async def _press(self, key: str) -> None:
        place = place_of(self._screen)
        self._log.presses[place] += 1
        self._log.trail.append(f"{place}: {key}")
        self._left -= 1
        if key in QUITS:
            await self._story.settle()
        await self._story.pilot.press(key)

    async def _do(self) -> None:
        """Press a key that is in force."""
        place, commands = place_of(self._screen), in_force(self._screen)
        if not commands or place == PALETTE:
            return await self._press(self._luck.choice(("up", "down", "enter", "escape")))
        command = self._luck.choices(commands, [self._weight(place, one) for one in commands])[0]
        self._log.pressed[place, command.id] += 1
        return await self._press(self._luck.choice(command.keys.split(",")))

    def _weight(self, place: str, command: Command) -> float:
        is_new = self._log.presses[place] * len(self._log.presses) < 2 * self._log.presses.total()
        leaving = LEAVING if is_new and LEAVES & {*command.keys.split(",")} else 1.0
        answering = ANSWERING if command.id.startswith(ANSWERS) else 1.0
        seldom = EVERYWHERE if command in COMMANDS["everywhere"] else 1.0
        return leaving * answering * seldom / sqrt(1 + self._log.pressed[place, command.id])

    async def _press_any(self) -> None:
        await self._press(self._luck.choice(KEYS))

    async def _type(self) -> None:
        """Type into what takes text, and mostly send it off."""
        if not isinstance(self._screen.focused, Input | TextArea):
            return await self._do()
        for letter in self._luck.choice(TEXTS):
            await self._press(letter)
        if self._luck.random() < 0.7:
            await self._press(self._luck.choice(("enter", "enter", "ctrl+r")))
        return None

    async def _click(self) -> None:
        width, height = self._screen.size
        spot = self._luck.randrange(max(1, width)), self._luck.randrange(max(1, height))
        self._log.trail.append(f"{place_of(self._screen)}: click at {spot}")
        await self._story.pilot.click(offset=spot)

    async def _resize(self) -> None:
        size = self._luck.choice(SIZES)
        self._log.trail.append(f"{size[0]}x{size[1]}")
        await self._story.resize(*size)

    async def _open(self) -> None:
        """Open a way of a lesson from wherever one is, as the palette does."""
        ready = [one for one in self._story.app.study.standings if one.lesson]
        one = self._luck.choice(ready)
        assert one.lesson is not None
        way = self._luck.choice([*offered(one), "quiz", *LONG])
        self._log.trail.append(f"open {one.lesson.id}, {way}")
        self._story.app.screen.post_message(opening_of(one.lesson.id, way))
        await self._story.pilot.pause()

    @property
    def _screen(self) -> Screen[object]:
        return self._story.app.screen
