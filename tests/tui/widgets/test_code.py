"""Tests that Textual can ask for the lines of a block of code that was just removed."""

import asyncio

from textual.app import App, ComposeResult
from textual.geometry import Region

from torchquiz.tui.widgets.code import Code


class OneBlock(App[None]):
    """An app with one block of code."""

    def compose(self) -> ComposeResult:
        yield Code("x = 1")


def test_the_lines_of_a_removed_block_can_still_be_asked_for() -> None:
    async def story() -> None:
        app = OneBlock()
        async with app.run_test() as pilot:
            await pilot.pause()
            block, line = app.query_one(Code), Region(0, 0, 20, 1)
            assert "x = 1" in block.render_lines(line)[0].text
            await block.remove()
            assert len(block.render_lines(line)) == 1

    asyncio.run(story())
