"""Shows authors a preview of one item, variant by variant. Nothing is saved."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.grading.parts import PreviewPart
from torchquiz.engine.models.proven import Item
from torchquiz.engine.study.settings_file import SettingsFile
from torchquiz.tui.app.settings import SettingsApp
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.preview import explanation_texts, question_texts


class PreviewApp(SettingsApp):
    """An app that previews a single item.

    Args:
        item: the item to preview.
        settings: the settings that select the theme; None for the defaults.
    """

    TITLE = "torchquiz"
    CSS_PATH = "../screens/page.tcss"

    def __init__(self, item: Item, settings: SettingsFile | None = None) -> None:
        super().__init__(settings)
        self._item = item

    def get_default_screen(self) -> Page:
        """Return the preview screen, which is the only screen of this app."""
        screen = PreviewScreen(self._item)
        self.stylesheet.read_all(screen.css_path)
        return screen


class PreviewScreen(Page):
    """The preview screen, which shows one variant of the item at a time.

    The answer and the explanations are shown on request.
    """

    BINDINGS = bindings("preview")
    AUTO_FOCUS = "#preview"

    DEFAULT_CSS = """
    PreviewScreen {
        #preview { height: 1fr; scrollbar-size-vertical: 1; background: transparent; }
        #preview > * { max-width: 100; margin: 0 1 0 0; }
        #preview > Code { margin: 1 1 1 0; }
        #preview > .title { text-style: bold; margin: 1 1 0 0; }
    }
    """

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._at = 0
        self._is_unfolded = False

    def compose_body(self) -> ComposeResult:
        """Yield the heading and the first variant."""
        yield Heading(
            f"{self._item.lesson}/{self._item.id}",
            f"{self._item.kind}, {self._item.level}",
            self._place,
        )
        yield VerticalScroll(*self._widgets(), id="preview")

    async def action_turn(self, by: int) -> None:
        """Show the variant `by` places further on, wrapping around at either end."""
        self._at = (self._at + by) % len(self._item.variants)
        await self._show()

    async def action_unfold(self) -> None:
        """Show or hide the answer and all explanations."""
        self._is_unfolded = not self._is_unfolded
        await self._show()
        for first in self.query(".title").results(Static):
            first.scroll_visible(top=True, animate=False)
            break

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable moving between variants only if there are several."""
        return len(self._item.variants) > 1 if action == "turn" else True

    @property
    def _place(self) -> str:
        variant = self._item.variants[self._at]
        count = f"{self._at + 1} of {len(self._item.variants)}"
        return f"{count}   {variant.name}" if variant.name else count

    async def _show(self) -> None:
        self.query_one(Heading).show_place(self._place)
        body = self.query_one("#preview")
        async with self.batch():
            await body.remove_children()
            await body.mount(*self._widgets())

    def _widgets(self) -> list[Widget]:
        variant = self._item.variants[self._at]
        explanations = explanation_texts(variant) if self._is_unfolded else ()
        parts = [*question_texts(variant), *explanations]
        return [_widget(part) for part in parts]


def _widget(part: PreviewPart) -> Widget:
    if part.kind == "code":
        return Code(part.text)
    return Static(
        prose(part.text) if part.kind == "prose" else Content(part.text), classes=part.kind
    )
