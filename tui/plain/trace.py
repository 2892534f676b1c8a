"""A trace, line by line: the stages as a table, the training as a curve of characters, examples as shaded pictures."""

from collections.abc import Sequence

from engine.models.ways import Example, LayerOutput, Prediction, Stage, Trace, Training
from tui.columns import aligned
from tui.pixels import fitted, shaded
from tui.plain.demo import say_table
from tui.plain.dialogue import Dialogue
from tui.plain.lines import INDENT
from tui.plain.sheets import Reader, Sheet
from tui.prediction_words import bar, layer_line, mark, values, verdict
from tui.training_words import HEAD, epoch_row, proven_line
from tui.wording import memory, parameters, shape

LEVELS = "▁▂▃▄▅▆▇█"
PICTURE_CELLS, MAP_CELLS = 24, 12
BAR_CELLS = 20


def say_trace(trace: Trace, reader: Reader) -> None:
    """The data flow, and whatever else the lesson has of a trace; the insight comes last."""

    def flow() -> None:
        _say_flow(trace.stages, reader.dialogue)

    def insight() -> None:
        reader.dialogue.tell("", f"Key insight: {trace.insight.strip()}")

    reader.read(flow, *_more(trace, reader), insight)


def sparkline(numbers: Sequence[float]) -> str:
    """Numbers as a line of bars, the lowest to the highest."""
    low, high = min(numbers), max(numbers)
    return "".join(LEVELS[round((number - low) / ((high - low) or 1) * (len(LEVELS) - 1))] for number in numbers)


def _more(trace: Trace, reader: Reader) -> list[Sheet]:
    sheets: list[Sheet] = []
    if training := trace.training:
        sheets.append(lambda: _say_training(training, reader))
    if prediction := trace.prediction:
        sheets.append(lambda: _say_prediction(prediction, reader.dialogue))
    return sheets


def _say_flow(stages: Sequence[Stage], dialogue: Dialogue) -> None:
    for number, stage in enumerate(stages, start=1):
        costs = ", ".join(filter(None, (shape(stage.after), parameters(stage.parameters), memory(stage.memory))))
        dialogue.tell("", f"{number}. {stage.name}: {costs}")
        dialogue.say(*(INDENT + line for line in stage.code.splitlines()))
        dialogue.tell(stage.means.strip())


def _say_training(training: Training, reader: Reader) -> None:
    reader.dialogue.tell("", training.about.strip(), "", proven_line(training, 0, reader.lesson.torch))
    say_table(aligned([HEAD, *map(epoch_row, training.epochs)]), reader.dialogue)
    curves = (
        ("loss", sparkline([one.loss for one in training.epochs])),
        ("held-out", sparkline([one.accuracy for one in training.epochs])),
    )
    say_table(aligned(curves), reader.dialogue)
    reader.dialogue.tell("", training.means.strip())


def _say_prediction(prediction: Prediction, dialogue: Dialogue) -> None:
    for number, example in enumerate(prediction.examples, start=1):
        dialogue.tell("", f"Example {number} of {len(prediction.examples)}:")
        dialogue.say("", *(INDENT + line for line in shaded(fitted(example.image, PICTURE_CELLS, PICTURE_CELLS))), "")
        for layer in example.layers:
            _say_layer(layer, dialogue)
        dialogue.tell("", verdict(example, prediction.classes).partition(" ")[2])
        say_table(_bars(example, prediction.classes), dialogue)


def _say_layer(layer: LayerOutput, dialogue: Dialogue) -> None:
    dialogue.tell(f"{layer_line(layer)}: {layer.means.strip()}")
    if layer.maps:
        dialogue.say(f"{INDENT}strongest channels: {', '.join(map(str, layer.channels))}; the first of them:", "")
        dialogue.say(*(INDENT + line for line in shaded(fitted(layer.maps[0], MAP_CELLS, MAP_CELLS))), "")
    if layer.values:
        dialogue.say(INDENT + values(layer))


def _bars(example: Example, classes: Sequence[str]) -> list[str]:
    return aligned(
        [
            (name, "".join(bar(share, BAR_CELLS)), f"{share:.3f}", mark(example, place).partition(" ")[2])
            for place, (name, share) in enumerate(zip(classes, example.probabilities, strict=True))
        ]
    )
