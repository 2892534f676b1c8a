"""Pictures of the screens as text, stored beside this file.

`python -m tests.tui.pictures` draws them again.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.scenes import SCENES
from tests.tui.story import Story, StoryTeller, tell

FOLDER = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40), (40, 20))
COMMAND = "python -m tests.tui.pictures"


def play(scene: str, size: tuple[int, int], look: StoryTeller) -> None:
    """Play a scene to its end, then call `look`."""
    with TemporaryDirectory() as folder:
        app, keys = SCENES[scene](Path(folder))

        async def story(learner: Story) -> None:
            await learner.press(*keys)
            await look(learner)

        tell(app, story, size)
        app.study.store.close()


def drawn(scene: str, size: tuple[int, int]) -> str:
    """Return the picture of a scene."""
    seen: list[str] = []

    async def look(learner: Story) -> None:
        seen.append(learner.text)

    play(scene, size, look)
    return re.sub(r"/\S*/settings.toml", "…/settings.toml", seen[0]).rstrip("\n") + "\n"


def kept(scene: str, size: tuple[int, int]) -> Path:
    """Return the file of a scene's picture."""
    return FOLDER / f"{scene}-{size[0]}x{size[1]}.txt"


def main() -> None:
    """Draw every picture, and print the names of those that changed."""
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
