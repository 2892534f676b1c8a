"""A text that depends on the width has the height of its lines at every width."""

import asyncio

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from torchquiz.tui.widgets.fitted import Fitted


class Numbers(Fitted):
    """A text with one line for every ten columns."""

    def fitted(self, width: int) -> Content:
        """Return as many lines as there are tens in the width."""
        return Content("\n".join(map(str, range(width // 10))))


class NumbersApp(App[None]):
    """An app with the text above a line."""

    def compose(self) -> ComposeResult:
        """Yield the text and the line."""
        yield Numbers()
        yield Static("below")


def test_the_height_follows_the_width() -> None:
    async def resizing() -> None:
        async with NumbersApp().run_test(size=(40, 20)) as pilot:
            assert pilot.app.query_one(Numbers).size.height == 4
            await pilot.resize_terminal(70, 20)
            await pilot.pause()
            assert pilot.app.query_one(Numbers).size.height == 7
            assert pilot.app.query_one(Static).region.y == 7

    asyncio.run(resizing())
