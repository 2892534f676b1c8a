"""Prints a trace of a model: its data flow, its training, and examples that pass through it."""

from collections.abc import Sequence
from functools import partial

from torchquiz.engine.models.ways import Example, LayerOutput, Prediction, Trace, Training
from torchquiz.engine.tables import aligned
from torchquiz.tui.plain.calls import CallChanges
from torchquiz.tui.plain.demo import say_table
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.flow import FlowChanges
from torchquiz.tui.plain.lines import INDENT
from torchquiz.tui.plain.reader import Reader, Sheet
from torchquiz.tui.plain.training import LiveTraining
from torchquiz.tui.words.pixels import fit_pixels, shade_rows
from torchquiz.tui.words.prediction import bar, input_line, layer_line, mark, values, verdict

PICTURE_CELLS, MAP_CELLS = 24, 12
BAR_CELLS, INPUT_CELLS = 20, 72


def say_trace(trace: Trace, reader: Reader) -> None:
    """Print the data flow, any other parts of the trace, and the key insight."""

    def insight() -> None:
        reader.dialogue.tell("", f"Key insight: {trace.insight.strip()}")

    reader.read(partial(_say_flow, trace, reader), *_more(trace, reader), insight)


def _more(trace: Trace, reader: Reader) -> list[Sheet]:
    sheets: list[Sheet] = []
    if training := trace.training:
        sheets.append(lambda: _say_training(training, reader))
    if prediction := trace.prediction:
        sheets.append(lambda: _say_prediction(prediction, reader.dialogue))
    return sheets


def _say_flow(trace: Trace, reader: Reader) -> FlowChanges | CallChanges:
    if trace.flow is not None:
        attempts = reader.study.store.of_lesson(reader.lesson.id)
        answered = frozenset(attempt.item for attempt in attempts)
        runner = reader.study.runner
        calls = CallChanges(trace, trace.flow, answered, runner, reader.dialogue)
        calls.say()
        return calls
    changes = FlowChanges(trace, reader.study.runner, reader.dialogue)
    changes.say()
    return changes


def _say_training(training: Training, reader: Reader) -> LiveTraining:
    live = LiveTraining(training, reader)
    live.say()
    return live


def _say_prediction(prediction: Prediction, dialogue: Dialogue) -> None:
    for number, example in enumerate(prediction.examples, start=1):
        dialogue.tell("", f"Example {number} of {len(prediction.examples)}:")
        lines = _input_lines(example, dialogue.shows_pictures)
        dialogue.say("", *(INDENT + line for line in lines), "")
        for layer in example.layers:
            _say_layer(layer, dialogue)
        dialogue.tell("", verdict(example, prediction.classes).partition(" ")[2])
        say_table(_bars(example, prediction.classes, dialogue.shows_pictures), dialogue)


def _input_lines(example: Example, shows_pictures: bool) -> list[str]:
    """Return the model's input as numbers or as a picture.

    If pictures are not shown, return the size of the picture instead.
    """
    if example.image and not shows_pictures:
        height = len(example.image.pixels) // example.image.width
        return [f"A greyscale image of {height} × {example.image.width} pixels."]
    if example.image:
        return shade_rows(fit_pixels(example.image, PICTURE_CELLS, PICTURE_CELLS))
    return [input_line(example, INPUT_CELLS)]


def _say_layer(layer: LayerOutput, dialogue: Dialogue) -> None:
    dialogue.tell(f"{layer_line(layer)}: {layer.means.strip()}")
    if layer.maps:
        channels = ", ".join(map(str, layer.channels))
        strongest = f"{INDENT}strongest channels: {channels}"
        if not dialogue.shows_pictures:
            dialogue.say(f"{strongest}.")
    if layer.maps and dialogue.shows_pictures:
        dialogue.say(f"{strongest}; a picture of the first one:", "")
        dialogue.say(
            *(
                INDENT + line
                for line in shade_rows(fit_pixels(layer.maps[0], MAP_CELLS, MAP_CELLS))
            ),
            "",
        )
    if layer.values:
        dialogue.tell(INDENT + values(layer))


def _bars(example: Example, classes: Sequence[str], shows_pictures: bool) -> list[str]:
    """Return the probability of each class as a number, with a bar if pictures are shown."""
    rows = []
    for index, (name, p) in enumerate(zip(classes, example.probabilities, strict=True)):
        remark = mark(example, index).partition(" ")[2]
        bars = ["".join(bar(p, BAR_CELLS))] if shows_pictures else []
        rows.append((name, *bars, f"{p:.3f}", remark))
    return aligned(rows)
