"""The screens as pictures in text, kept beside this file; `python -m tests.tui.pictures` draws them anew."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.models.ways import WayName
from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from tui.app import TorchquizApp

FOLDER = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40), (40, 20))
COMMAND = "python -m tests.tui.pictures"

Scene = Callable[[Path], tuple[TorchquizApp, tuple[str, ...]]]
"""An app, and the keys that lead to a screen."""


def _home(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Shelf(home).app(), ()


def _home_later(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    shelf = Shelf(home)
    shelf.has_studied()
    return shelf.app(), ("down", "down")


def _lesson(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    shelf = Shelf(home)
    shelf.has_studied()
    return shelf.app(), ("down", "down", "enter")


def _statistics(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    shelf = Shelf(home)
    shelf.has_studied()
    return shelf.app(), ("s",)


def _nothing_yet(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(), ("s",)


def _help(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(), ("question_mark",)


def _typing(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home, "type-the-shape").app(take="conv-sizes"), ("1", "x", "6")


def _settings(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(), ("comma", "down")


def _search(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(), ("slash", *"shape", "down")


def _palette(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(), ("ctrl+p", *"prac")


def _report(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(take="conv-sizes"), ("exclamation_mark",)


def _question(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(take="conv-sizes"), ()


def _feedback(home: Path) -> tuple[TorchquizApp, tuple[str, ...]]:
    return Desk(home).app(take="conv-sizes"), ("h", "d")


def _way(way: WayName, *keys: str) -> Scene:
    """A way that is read, opened as the command line opens it."""
    return lambda home: (StudyDesk(home).app(take="conv-sizes", way=way), keys)


SCENES: dict[str, Scene] = {
    "home": _home,
    "home-later": _home_later,
    "lesson": _lesson,
    "statistics": _statistics,
    "statistics-empty": _nothing_yet,
    "help": _help,
    "settings": _settings,
    "search": _search,
    "palette": _palette,
    "report": _report,
    "question": _question,
    "feedback": _feedback,
    "typing": _typing,
    "start": _way("start"),
    "why": _way("why"),
    "why-measures": _way("why", "right"),
    "learn": _way("learn"),
    "metrics": _way("metrics", "right", "down"),
    "project": _way("project"),
    "project-steps": _way("project", "right"),
    "data-flow": _way("trace", "down"),
    "data-flow-numbers": _way("trace", "down", "e", "5"),
    "training": _way("trace", "t"),
    "prediction": _way("trace", "p", "right"),
}


def play(scene: str, size: tuple[int, int], look: Callable[[Story], None], prepare: Callable[[TorchquizApp], None]) -> None:
    """Play a scene to its end, and look at the glass then; `prepare` may change the app before it runs."""
    with TemporaryDirectory() as folder:
        app, keys = SCENES[scene](Path(folder))
        prepare(app)

        async def story(told: Story) -> None:
            await told.press(*keys)
            look(told)

        tell(app, story, size)
        app.study.store.close()


def drawn(scene: str, size: tuple[int, int]) -> str:
    """A scene's picture."""
    seen: list[str] = []
    play(scene, size, lambda told: seen.append(told.glass), lambda app: None)
    return re.sub(r"/\S*/settings.toml", "…/settings.toml", seen[0]).rstrip("\n") + "\n"


def kept(scene: str, size: tuple[int, int]) -> Path:
    """Where a scene's picture lies."""
    return FOLDER / f"{scene}-{size[0]}x{size[1]}.txt"


def main() -> None:
    """Draw every picture, and say which are others than before."""
    FOLDER.mkdir(exist_ok=True)
    pictures = {kept(scene, size): drawn(scene, size) for scene in SCENES for size in SIZES}
    for path in set(FOLDER.glob("*.txt")) - set(pictures):
        path.unlink()
    for path, picture in pictures.items():
        if not path.exists() or path.read_text() != picture:
            print(path.name)
            path.write_text(picture)


if __name__ == "__main__":
    main()
