"""What the command palette finds: the commands of the screen below it, all lessons and their ways, and the themes."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.message import Message

from torchquiz.engine.study.settings import SETTINGS
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.study import Study
from torchquiz.engine.study.ways import ABOUT_WAYS, way_title
from torchquiz.tui.commands import COMMANDS, in_force
from torchquiz.tui.commands.command import Command
from torchquiz.tui.messages import Change, OpenLesson, opening_of

OPENING = "app.palette"


class Found(Struct, frozen=True):
    """Something that can be done, by the name that it is found under."""

    name: str
    help: str
    do: Callable[[], object]


class Palette(Provider):
    """Offers commands at once, and everything else as soon as something is typed."""

    async def discover(self) -> Hits:
        """The commands in force."""
        for found in self._commands():
            yield DiscoveryHit(found.name, found.do, help=found.help)

    async def search(self, query: str) -> Hits:
        """Whatever has a name like this."""
        matcher = self.matcher(query)
        for found in self._everything():
            if (score := matcher.match(found.name)) > 0:
                yield Hit(score, matcher.highlight(found.name), found.do, help=found.help)

    def _everything(self) -> Iterator[Found]:
        yield from self._commands()
        for one in self._study.standings:
            yield from self._lesson(one)
        for setting in SETTINGS:
            for value in setting.values:
                name = f"{setting.name.capitalize()}: {value}"
                yield Found(name, setting.meaning, partial(self._post, Change(setting.name, value)))

    def _commands(self) -> Iterator[Found]:
        """Those that the footer shows or that work everywhere; each does what its key does."""
        named: dict[str, Command] = {}
        for command in in_force(self.screen):
            if command.id != OPENING and (command.in_footer or command in COMMANDS["everywhere"]):
                named.setdefault(command.description.capitalize(), command)
        for name, command in named.items():
            yield Found(
                name, command.tooltip, partial(self.app.simulate_key, command.keys.split(",")[0])
            )

    def _lesson(self, one: Standing) -> Iterator[Found]:
        if one.lesson is None:
            return
        yield Found(
            one.title,
            "Everything that can be done in this lesson",
            partial(self._post, OpenLesson(one.lesson.id)),
        )
        for way in one.offered:
            do = partial(self._post, opening_of(one.lesson.id, way))
            yield Found(f"{one.title}: {way_title(way).lower()}", ABOUT_WAYS[way].capitalize(), do)

    def _post(self, request: Message) -> None:
        self.app.post_message(request)

    @property
    def _study(self) -> Study:
        study = getattr(self.app, "study", None)
        assert isinstance(study, Study)
        return study
