"""A random walk through the app, which presses likely and unlikely keys.

The walk records every answer that was graded.
"""

import json
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import sqrt
from random import Random
from unittest.mock import patch

from textual.errors import NoWidget
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.tui.story import Story, tell
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.session import Session
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.commands import active_commands, all_commands, commands_of
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
        {
            key
            for commands in all_commands().values()
            for command in commands
            for key in command.keys.split(",")
        }
    ),
    *("tab", "shift+tab", "backspace", "delete", "ctrl+a", "ctrl+z", "ctrl+k", "ctrl+v", "z", "5"),
)
EVERYWHERE = 0.1
"""Weight of a key that works on every screen; ordinary keys weigh 1."""
LEAVES = frozenset(("escape", "q", "ctrl+c"))
QUITS = frozenset(("q", "ctrl+c"))
"""Keys that quit the app at once. The walk waits before pressing one, so that grades are stored."""
LEAVING = 0.15
"""Weight of a key that leaves a screen, while that screen has received few keys so far."""
ANSWERS = ("options.", "line.", "cell.", "card.", "written.", "practice.next")
ANSWERING = 4.0
"""Weight of a key that answers or goes on."""
LONG: tuple[ActivityName, ...] = ("test",) * 4
"""Activities that take many answers, repeated so that they are opened more often."""
PALETTE = "PaletteScreen"
REMEMBERED = 30


@dataclass
class Log:
    """The record of a walk through one or more apps."""

    presses: Counter[str] = field(default_factory=Counter)
    """Number of keys pressed on each screen."""
    pressed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Number of times each command was used on each screen."""
    moves: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    graded: Counter[tuple[int, str, str, str]] = field(default_factory=Counter)
    """The session, lesson, item and response of each grade that counts."""
    trail: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    """The last moves, to reproduce a failure."""

    def differs_from(self, store: Store) -> dict[str, list[tuple[int, str, str, str]]]:
        """Return the grades that were not stored or stored twice; empty if there are none.

        The table `attempt` still contains the attempts that were withdrawn.
        """
        kept = Counter(store.read("select session_id, lesson, item, response from attempt"))
        differences = {
            "lost": list((self.graded - kept).elements()),
            "doubled": list((kept - self.graded).elements()),
        }
        return {name: attempts for name, attempts in differences.items() if attempts}

    def table(self) -> str:
        """Return a table of key presses by screen."""
        return "\n".join(f"  {place:28}{count:8,}" for place, count in sorted(self.presses.items()))


def answer_key(session: Session, response: Response) -> tuple[int, str, str, str]:
    """Return the values that identify an answer: its session, lesson, item and response."""
    texts = session.form.stored_texts(session.variant.answer, response)
    return session.opened.id, session.lesson.id, session.item.id, json.dumps(texts)


@contextmanager
def recording(log: Log) -> Iterator[None]:
    """Record every grade that counts, as the engine returns it."""
    grade_response, record_unknown = Session.grade_response, Session.record_unknown

    def recorded(session: Session, response: Response) -> Grade | Unreadable:
        grade = grade_response(session, response)
        if isinstance(grade, Grade) and grade.verdict != "uncounted":
            log.graded[answer_key(session, response)] += 1
        return grade

    def recorded_unknown(session: Session) -> None:
        record_unknown(session)
        assert session.response is not None
        log.graded[answer_key(session, session.response)] += 1

    with (
        patch.object(Session, "grade_response", recorded),
        patch.object(Session, "record_unknown", recorded_unknown),
    ):
        yield


def walk(
    app: TorchquizApp, luck: Random, presses: int, log: Log, look: Callable[[], None] = lambda: None
) -> None:
    """Press this many keys in an app, or fewer if the app quits; call `look` after each move.

    Raises:
        Exception: the app failed; the last moves are in a note on the exception.
    """
    app.animation_level = "none"
    try:
        tell(app, Walker(luck, presses, log, look).go)
    except BaseException as error:
        error.add_note("The last moves: " + " · ".join(log.trail))
        raise


def place_of(screen: Screen[object]) -> str:
    """Return the name of a screen, with the current tab of a trace."""
    name = type(screen).__name__
    if isinstance(screen, TraceScreen):
        return f"{name}, {next((str(tab.id) for tab in screen.query(Tab) if tab.display), '')}"
    return name


class Walker:
    """A learner who makes random moves, preferring keys that do something and were rarely used."""

    def __init__(self, luck: Random, presses: int, log: Log, look: Callable[[], None]) -> None:
        self._luck = luck
        self._left = presses
        self._log = log
        self._look = look

    async def go(self, story: Story) -> None:
        """Make moves until all presses are used up or the app quits, then go home."""
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
        await self._story.tap(key)

    async def _do(self) -> None:
        """Press the key of an active command."""
        place, commands = place_of(self._screen), active_commands(self._screen)
        if not commands or place == PALETTE:
            return await self._press(self._luck.choice(("up", "down", "enter", "escape")))
        command = self._luck.choices(
            commands, [self._weight(place, command) for command in commands]
        )[0]
        self._log.pressed[place, command.id] += 1
        return await self._press(self._luck.choice(command.keys.split(",")))

    def _weight(self, place: str, command: Command) -> float:
        is_new = self._log.presses[place] * len(self._log.presses) < 2 * self._log.presses.total()
        leaving = LEAVING if is_new and LEAVES & {*command.keys.split(",")} else 1.0
        answering = ANSWERING if command.id.startswith(ANSWERS) else 1.0
        seldom = EVERYWHERE if command in commands_of("everywhere") else 1.0
        return leaving * answering * seldom / sqrt(1 + self._log.pressed[place, command.id])

    async def _press_any(self) -> None:
        await self._press(self._luck.choice(KEYS))

    async def _type(self) -> None:
        """Type a text if a text field has the focus, and usually submit it."""
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
        with suppress(NoWidget):  # a screen that was opened this moment may still be empty
            await self._story.pilot.click(offset=spot)

    async def _resize(self) -> None:
        size = self._luck.choice(SIZES)
        self._log.trail.append(f"{size[0]}x{size[1]}")
        await self._story.resize(*size)

    async def _open(self) -> None:
        """Open an activity of a lesson from any screen, as the palette does."""
        ready = [standing for standing in self._story.app.study.standings if standing.lesson]
        standing = self._luck.choice(ready)
        assert standing.lesson is not None
        way = self._luck.choice([*offered(standing), "quiz", *LONG])
        self._log.trail.append(f"open {standing.lesson.id}, {way}")
        self._story.app.screen.post_message(opening_of(standing.lesson.id, way))
        await self._story.settle()

    @property
    def _screen(self) -> Screen[object]:
        return self._story.app.screen
