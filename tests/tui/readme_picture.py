"""The picture in README: a question with its feedback, exported from the app as SVG.

`python -m tests.tui.readme_picture` draws it again.
"""

import asyncio
import html
import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.scenes import SCENES
from torchquiz.tui.app.app import TorchquizApp

PICTURE = Path(__file__).parent / "pictures" / "question.svg"
COMMAND = "python -m tests.tui.readme_picture"
SCENE = "feedback"
SIZE = (80, 24)
FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
"""Fonts that readers have. Those named by Rich would have to be loaded from another host."""


async def exported(app: TorchquizApp, keys: tuple[str, ...]) -> str:
    """Press keys one after another, and return the screen as an SVG."""
    async with app.run_test(size=SIZE) as pilot:
        for key in (None, *keys):
            if key:
                await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        return app.export_screenshot(title="torchquiz")


def draw_picture(scene: str = SCENE) -> str:
    """Return the SVG of a scene, with fonts that need no download."""
    with TemporaryDirectory() as folder:
        app, keys = SCENES[scene](Path(folder))
        with closing(app.study.store), closing(app.study.catalogue._proofs):
            svg = asyncio.run(exported(app, keys))
    # For example `@font-face { font-family: "Fira Code"; src: … }`.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", FONTS)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def text_of(svg: str) -> list[str]:
    """Return the pieces of text in an SVG, in order; not their fonts, colours or positions."""
    # For example `<text class="…" x="12.2">nn.Conv2d&#160;layers</text>`.
    return [html.unescape(piece) for piece in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


if __name__ == "__main__":
    PICTURE.write_text(draw_picture())
