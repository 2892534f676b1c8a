"""The command palette, which finds commands, lessons, activities and settings by name."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.message import Message

from torchquiz.engine.study.activities import activity_named
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.settings import SETTINGS
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import active_commands, commands_of
from torchquiz.tui.commands.command import Command
from torchquiz.tui.messages import Change, OpenLesson, opening_of

OPENING = "app.palette"


class PaletteEntry(Struct, frozen=True):
    """An entry in the palette: the name by which it is found, and what it does."""

    name: str
    help: str
    do: Callable[[], object]


class PaletteProvider(Provider):
    """A provider of the active commands and, once the learner types, of all matching entries."""

    async def discover(self) -> Hits:
        """Yield the active commands."""
        for entry in self._commands():
            yield DiscoveryHit(entry.name, entry.do, help=entry.help)

    async def search(self, query: str) -> Hits:
        """Yield every entry whose name matches the query."""
        matcher = self.matcher(query)
        for entry in self._everything():
            score = matcher.match(entry.name)
            if score > 0:
                yield Hit(score, matcher.highlight(entry.name), entry.do, help=entry.help)

    def _everything(self) -> Iterator[PaletteEntry]:
        yield from self._commands()
        for standing in self._study.standings:
            yield from self._lesson(standing)
        yield from self._settings()

    def _commands(self) -> Iterator[PaletteEntry]:
        """Yield the active commands that are in the footer or available on every screen."""
        named: dict[str, Command] = {}
        for command in active_commands(self.screen):
            is_shown = command.in_footer or command in commands_of("everywhere")
            if is_shown and command.id != OPENING:
                named.setdefault(command.description.capitalize(), command)
        for name, command in named.items():
            first_key = command.keys.split(",")[0]
            yield PaletteEntry(name, command.tooltip, partial(self.app.simulate_key, first_key))

    def _lesson(self, standing: Standing) -> Iterator[PaletteEntry]:
        """Yield the entries for a lesson and its activities."""
        lesson = standing.lesson
        if lesson is None:
            return
        about = "All activities of this lesson"
        yield self._request(standing.title, about, OpenLesson(lesson.id))
        for name in offered(standing):
            activity = activity_named(name)
            title = f"{standing.title}: {activity.title.lower()}"
            yield self._request(title, activity.about.capitalize(), opening_of(lesson.id, name))

    def _settings(self) -> Iterator[PaletteEntry]:
        for setting in SETTINGS:
            for value in setting.values:
                name = f"{setting.name.capitalize()}: {value}"
                yield self._request(name, setting.meaning, Change(setting.name, value))

    def _request(self, name: str, help: str, request: Message) -> PaletteEntry:
        return PaletteEntry(name, help, partial(self.app.post_message, request))

    @property
    def _study(self) -> Study:
        study = getattr(self.app, "study", None)
        assert isinstance(study, Study)
        return study


class PaletteScreen(CommandPalette):
    """A screen with an input line and, below it, the matching names."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__([PaletteProvider], id="--command-palette")
