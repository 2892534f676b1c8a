"""Prediction: held-out examples on their way through the trained model, layer by layer, in the child that trained it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Picture
from torchquiz.engine.sandbox.job import Ask, Block
from torchquiz.engine.sandbox.values import plain

MAPS = 6
"""So many channels are shown of a layer, at most."""
FEW = 32
"""So many numbers are shown as numbers, at most."""
LEAST = 4
"""An input with fewer pixels along a side is no picture to look at."""
LARGEST = 48
"""Pixels along a side of a picture; a larger one is averaged down."""
NAMES = "x, before, layer"
"""What an expression about a layer may use."""

FOLLOW = f"""\
_through, _followed, _answers = [], [], []

def _begin(numbers):
    import torch
    model.eval()
    for number in numbers:
        with torch.no_grad():
            answer = model(x_test[number : number + 1])
        if not len(answer):
            raise IndexError(f"there is no held-out example {{number}}; there are {{len(x_test)}}")
        _through.append([x_test[number : number + 1]])
        _followed.append([])
        _answers.append((_input(x_test[number]), int(y_test[number]), answer[0]))

def _follow(layer):
    import torch
    for through, followed in zip(_through, _followed):
        before = through[-1]
        with torch.no_grad():
            x = layer(before)
        if not torch.is_tensor(x):
            raise TypeError(f"the layer gives {{type(x).__name__}}, not one tensor")
        through.append(x)
        followed.append((x, before, layer))

def _outcome(number):
    given, actual, answer = _answers[number]
    last = _through[number][-1].reshape(-1)
    probabilities = answer if _sums_to_one(answer) else answer.softmax(0)
    is_model = last.shape == answer.shape and (_close(last, answer) or _close(last, probabilities))
    return *given, actual, probabilities.tolist(), is_model

def _seen(number, place):
    x = _followed[number][place][0]
    if x.dim() == 4:
        strength = x[0].abs().mean((1, 2))
        channels = strength.argsort(descending=True)[:{MAPS}].tolist()
        return x.shape, [_picture(x[0, one]) for one in channels], channels, []
    return x.shape, [], [], x.reshape(-1).tolist() if x.numel() <= {FEW} else []

def _input(example):
    import torch
    if _is_image(example):
        return _picture(example.float() if example.dim() == 2 else example.float().mean(0)), [], example.shape
    values = example.reshape(-1).float()
    shown = values if values.numel() <= {FEW} else torch.cat([values[:{FEW // 2}], values[-{FEW // 2}:]])
    return None, shown.tolist(), example.shape

def _is_image(example):
    return example.dim() in (2, 3) and min(example.shape[-2:]) >= {LEAST}

def _picture(sheet):
    import torch
    if max(sheet.shape) > {LARGEST}:
        sides = [min({LARGEST}, side) for side in sheet.shape]
        sheet = torch.nn.functional.adaptive_avg_pool2d(sheet[None], sides)[0]
    low, high = sheet.min().item(), sheet.max().item()
    grey = (sheet - low) / (high - low) * 255 if high > low else sheet * 0
    return sheet.shape[1], bytes(grey.round().to(torch.uint8).flatten().tolist()).hex(), low, high

def _sums_to_one(answer):
    return bool(answer.min() >= 0) and abs(answer.sum().item() - 1) < 1e-4

def _close(left, right):
    import torch
    return torch.allclose(left, right, rtol=1e-4, atol=1e-5)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """An example, and what the model says of it."""

    image: Picture | None
    """None for what is no image."""
    values: tuple[float, ...]
    """The numbers of what is no image; of many, the first and the last."""
    shape: tuple[int, ...]
    actual: int
    probabilities: tuple[float, ...]
    is_model: bool
    """Whether the layers together gave what the model gives, perhaps after a softmax."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a layer made of an example."""

    shape: tuple[int, ...]
    maps: tuple[Picture, ...]
    channels: tuple[int, ...]
    values: tuple[float, ...]


def prediction_blocks(examples: Block, layers: Sequence[Block]) -> Iterator[Block]:
    """What to run after the training: `examples` lists numbers of held-out examples, each layer is something to call."""
    yield Block(FOLLOW, "prediction", role="setup")
    yield Block(f"_begin([{examples.code}])", examples.path, examples.line)
    for layer in layers:
        yield Block(f"_follow({layer.code.strip()}\n)", layer.path, layer.line)


def ended(example: int) -> Ask:
    """What the model says of an example, to be read by `read_ended`."""
    return Ask(f"_outcome({example})")


def seen(example: int, layer: int) -> Ask:
    """What a layer made of an example, to be read by `read_seen`."""
    return Ask(f"_seen({example}, {layer})")


def about(example: int, layer: int) -> str:
    """The expression in which one about a layer stands, for `{}`; it may use what `NAMES` lists."""
    return f"(lambda {NAMES}: ({{}}))(*_followed[{example}][{layer}])"


def read_ended(answer: Value) -> Ended:
    """The answer to `ended`."""
    image, values, shape, actual, probabilities, is_model = plain(answer)
    return Ended(_picture(image) if image else None, values, shape, actual, probabilities, is_model)


def read_seen(answer: Value) -> Seen:
    """The answer to `seen`."""
    shape, maps, channels, values = plain(answer)
    return Seen(shape, tuple(map(_picture, maps)), channels, values)


def _picture(plain: Any) -> Picture:
    width, pixels, low, high = plain
    return Picture(width, bytes.fromhex(pixels), low, high)
