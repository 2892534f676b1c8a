"""The prediction tab, which follows an example through the trained model, layer by layer."""

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
"""Height of the example's picture, in lines, in a low window and in a high one."""
HIGH_WINDOW = 32
WIDE = 100
NARROW = 58
MAP_LINES = {LOW: 5, HIGH: 8}
FEW = 8
"""The maximum number of classes for which even a low window has room for blank lines."""
NARROW_BAR_CELLS, BAR_CELLS, WIDE_BAR_CELLS = 0, 16, 30
NAME_CELLS = 14


class PredictionTab(Tab, can_focus=True):
    """A tab with a picture of the example, its class probabilities, and the output of one layer."""

    BINDINGS = bindings("prediction")
    DEFAULT_CSS = """
    PredictionTab {
        #verdict, #top { height: auto; }
        &.-airy #verdict, &.-airy #top, &.-airy #means { margin: 0 0 1 0; }
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
        """The index of the layer that is shown."""

    def compose(self) -> ComposeResult:
        """Yield the prediction in words, the example, the probabilities, and the selected layer."""
        yield Static(id="verdict")
        with Horizontal(id="top"):
            yield Static(id="image")
            yield Static(id="bars")
        yield Static(id="path")
        with VerticalScroll(id="layer", can_focus=False):
            yield Static(id="means")
            yield Static(id="maps")
            yield Code("", id="code")

    def activate(self) -> None:
        """Take the focus and show the current example."""
        self.focus(scroll_visible=False)
        self.show_example()

    def on_resize(self, event: Resize) -> None:
        """Redraw the example to fit the new size."""
        self.show_example()

    def action_example(self, steps: int) -> None:
        """Move by `steps` examples, staying at the same layer."""
        self._example = max(0, min(self._example + steps, len(self._prediction.examples) - 1))
        self.show_example()

    def action_layer(self, steps: int) -> None:
        """Move by `steps` layers."""
        self._depth = max(0, min(self._depth + steps, len(self._current.layers) - 1))
        self._show_layer()

    def show_example(self) -> None:
        """Draw the example, its probabilities and the current layer."""
        example = self._current
        self.set_class(self._lines == HIGH or len(example.probabilities) <= FEW, "-airy")
        self.show_position(f"example {self._example + 1} of {len(self._prediction.examples)}")
        self.query_one("#verdict", Static).update(self._verdict(example))
        self.query_one("#image").display = bool(example.image)
        if example.image:
            picture = draw_picture(example.image, 2 * self._lines, self._lines, has_greys(self.app))
            self.query_one("#image", Static).update(Content("\n").join(picture))
        self.query_one("#bars", Static).update(self._bars(example))
        self._show_layer()

    def _verdict(self, example: Example) -> str:
        """Describe the model's prediction in words.

        Include the input values, unless the input is an image.
        """
        sentence = verdict(example, self._prediction.classes)
        if example.image:
            return sentence
        return f"{sentence}\n{input_line(example, self.size.width)}"

    def _show_layer(self) -> None:
        layer = self._current.layers[self._depth]
        self.query_one("#path").display = self.has_class("-airy")
        names = [
            (passed.name, ACCENT if passed is layer else MUTED) for passed in self._current.layers
        ]
        self.query_one("#path", Static).update(
            Content(" › ").join(Content.styled(*name) for name in names)
        )
        position = f"{self._depth + 1} of {len(self._current.layers)}  "
        self.query_one("#means", Static).update(
            Content.assemble(
                (position, MUTED), (layer_line(layer), "bold"), "   ", prose(layer.means.strip())
            )
        )
        self.query_one("#maps", Static).update(self._output(layer))
        self.query_one("#code", Code).show(layer.code)
        self.query_one("#layer").scroll_home(animate=False)

    def _output(self, layer: LayerOutput) -> Content:
        """Return the strongest feature maps with their channels, or the values of a flat layer."""
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
            self._bar(example, index, cells) for index in range(len(example.probabilities))
        )

    def _bar(self, example: Example, index: int, cells: int) -> Content:
        """Return the bar of one class with its probability, and a mark if it needs one."""
        probability = example.probabilities[index]
        full, empty = bar(probability, cells)
        name = f"{self._prediction.classes[index][:NAME_CELLS]:>{self._widest}} "
        text = mark(example, index) if cells else mark(example, index)[:1]
        return Content.assemble(
            (name, "bold" if text else ""),
            (full, ACCENT),
            (empty, MUTED),
            f" {probability:.3f}  ",
            (text, "bold"),
        )

    @property
    def _widest(self) -> int:
        return min(NAME_CELLS, max(map(len, self._prediction.classes)))

    @property
    def _current(self) -> Example:
        return self._prediction.examples[self._example]

    @property
    def _lines(self) -> int:
        return HIGH if self.screen.size.height >= HIGH_WINDOW else LOW
