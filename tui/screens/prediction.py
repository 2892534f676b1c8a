"""Prediction: an example on its way through the trained model, layer by layer."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from torchquiz.engine.models.ways import Example, LayerOutput, Prediction
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.tab import Tab
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.picture import draw_picture, has_greys, join_blocks
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.prediction import bar, input_line, layer_line, mark, values, verdict

LOW, HIGH = 8, 14
"""Lines of the example's picture, in a low and in a high window."""
HIGH_WINDOW = 32
WIDE = 100
NARROW = 58
MAP_LINES = {LOW: 5, HIGH: 8}
FEW = 8
"""With so many classes there is room for white space in a low window."""
NARROW_BAR_CELLS, BAR_CELLS, WIDE_BAR_CELLS = 0, 16, 30
NAME_CELLS = 14


class PredictionTab(Tab, can_focus=True):
    """The picture beside the bars, over the layer at the cursor."""

    BINDINGS = bindings("prediction")
    DEFAULT_CSS = """
    PredictionTab {
        #said, #top { height: auto; }
        &.-airy #said, &.-airy #top, &.-airy #means { margin: 0 0 1 0; }
        #image { width: auto; height: auto; margin: 0 3 0 0; }
        #bars { width: 1fr; height: auto; text-wrap: nowrap; }
        #path { height: auto; }
        #layer { height: 1fr; scrollbar-size-vertical: 1; }
        #maps { height: auto; }
        Code { margin: 1 0 0 0; }
    }
    """

    def __init__(self, prediction: Prediction) -> None:
        super().__init__()
        self._prediction = prediction
        self._example = 0
        self._depth = 0
        """Which layer is shown."""

    def compose(self) -> ComposeResult:
        """Show what the model predicts, the example with its probabilities, and one layer."""
        yield Static(id="said")
        with Horizontal(id="top"):
            yield Static(id="image")
            yield Static(id="bars")
        yield Static(id="path")
        with VerticalScroll(id="layer", can_focus=False):
            yield Static(id="means")
            yield Static(id="maps")
            yield Code("", id="code")

    def take_keys(self) -> None:
        """Show the example at hand."""
        self.focus(scroll_visible=False)
        self.show_example()

    def on_resize(self, event: Resize) -> None:
        """Draw to the room there is."""
        self.show_example()

    def action_example(self, places: int) -> None:
        """Go to another example, at the same layer."""
        self._example = max(0, min(self._example + places, len(self._prediction.examples) - 1))
        self.show_example()

    def action_layer(self, places: int) -> None:
        """Go to another layer."""
        self._depth = max(0, min(self._depth + places, len(self._at_hand.layers) - 1))
        self._show_layer()

    def show_example(self) -> None:
        """Draw the example, its probabilities, and the layer at the cursor."""
        example = self._at_hand
        self.set_class(self._lines == HIGH or len(example.probabilities) <= FEW, "-airy")
        self.tell_place(f"example {self._example + 1} of {len(self._prediction.examples)}")
        self.query_one("#said", Static).update(self._said(example))
        self.query_one("#image").display = bool(example.image)
        if example.image:
            picture = draw_picture(example.image, 2 * self._lines, self._lines, has_greys(self.app))
            self.query_one("#image", Static).update(Content("\n").join(picture))
        self.query_one("#bars", Static).update(self._bars(example))
        self._show_layer()

    def _said(self, example: Example) -> str:
        """Return what the model predicts; if the input is not an image, its numbers too."""
        said = verdict(example, self._prediction.classes)
        return said if example.image else f"{said}\n{input_line(example, self.size.width)}"

    def _show_layer(self) -> None:
        layer = self._at_hand.layers[self._depth]
        self.query_one("#path").display = self.has_class("-airy")
        names = [
            (passed.name, ACCENT if passed is layer else MUTED) for passed in self._at_hand.layers
        ]
        self.query_one("#path", Static).update(
            Content(" › ").join(Content.styled(*name) for name in names)
        )
        place = f"{self._depth + 1} of {len(self._at_hand.layers)}  "
        self.query_one("#means", Static).update(
            Content.assemble(
                (place, MUTED), (layer_line(layer), "bold"), "   ", prose(layer.means.strip())
            )
        )
        self.query_one("#maps", Static).update(self._answers(layer))
        self.query_one("#code", Code).show(layer.code)
        self.query_one("#layer").scroll_home(animate=False)

    def _answers(self, layer: LayerOutput) -> Content:
        """Return the strongest feature maps with their channels, or the numbers if they are few."""
        if not layer.maps:
            return Content(values(layer))
        lines = MAP_LINES[self._lines]
        maps = [
            [
                *draw_picture(picture, 2 * lines, lines, has_greys(self.app)),
                Content.styled(f"channel {channel}", MUTED),
            ]
            for picture, channel in zip(layer.maps, layer.channels, strict=True)
        ]
        return join_blocks(maps[: max(1, self.size.width // (2 * lines + 2))])

    def _bars(self, example: Example) -> Content:
        cells = NARROW_BAR_CELLS
        if self.size.width >= NARROW:
            cells = BAR_CELLS
        if self.size.width >= WIDE:
            cells = WIDE_BAR_CELLS
        return Content("\n").join(
            self._bar(example, place, cells) for place in range(len(example.probabilities))
        )

    def _bar(self, example: Example, place: int, cells: int) -> Content:
        share = example.probabilities[place]
        full, empty = bar(share, cells)
        name = f"{self._prediction.classes[place][:NAME_CELLS]:>{self._widest}} "
        told = mark(example, place) if cells else mark(example, place)[:1]
        return Content.assemble(
            (name, "bold" if told else ""),
            (full, ACCENT),
            (empty, MUTED),
            f" {share:.3f}  ",
            (told, "bold"),
        )

    @property
    def _widest(self) -> int:
        return min(NAME_CELLS, max(map(len, self._prediction.classes)))

    @property
    def _at_hand(self) -> Example:
        return self._prediction.examples[self._example]

    @property
    def _lines(self) -> int:
        return HIGH if self.screen.size.height >= HIGH_WINDOW else LOW
