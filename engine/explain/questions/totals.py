"""Generates questions about the model's number of parameters, and about its largest layers."""

import math
from collections.abc import Callable, Iterator, Sequence

from torchquiz.engine.explain.questions.layers import CONVOLUTIONS, layer_of, short_code
from torchquiz.engine.explain.questions.question import Question, value_wrongs
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

MOST_LISTED = 8
"""The maximum number of layers whose parameters a learner is asked to add up."""
MOST_COMPARED = 4
COUNT = "sum(p.numel() for p in {}.parameters())"


def total_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions that add up the parameters of all layers or compare the layers."""
    yield from _of_model(subject)
    yield from _largest(subject)
    yield from _most_work(subject)


def _of_model(subject: Subject) -> Iterator[Question]:
    """Yield a question about the model's number of parameters.

    Yield nothing if the model has too few or too many layers, or if their parameters do not add up
    to the model's.
    """
    layers, model = subject.layers, subject.calls[0]
    counts = [call.own_parameters for call in layers]
    if not 2 <= len(layers) <= MOST_LISTED or sum(counts) != model.parameters:
        return
    listed = [f"# {call.path}: {short_code(call.code)}" for call in layers]
    biases = sum(_biases(call) for call in layers)
    linear = sum(call.own_parameters for call in layers if call.type == "Linear")
    total = "The layers have {count:,} parameters in all."
    forgot = "The layers also have biases: {sum(p.numel() for p in model.parameters()):,} in all."
    candidates = [
        (model.parameters - biases, "bias-forgotten", forgot),
        (linear, "only-linear-layers-learn", total),
        (model.parameters - counts[-1], "last-layer-forgotten", total),
        (max(counts), "largest-layer-is-all", total),
    ]
    yield Question(
        id="parameters-of-the-model",
        topic="parameters",
        level="hard",
        stem=f"How many parameters does `{subject.name}` have? The comments list its layers.",
        snippet="\n".join(
            [f"model = {subject.build}", *listed, f"count = {COUNT.format('model')}"]
        ),
        asked={"ask": "count", "key": " + ".join(map(str, counts))},
        wrongs=value_wrongs(model.parameters, candidates),
        hints=(
            "Add up the parameters of the layers listed in the comments; the other layers "
            "have none.",
            "Do not forget the biases.",
        ),
        solution=(f"{' + '.join(map(str, counts))} = {{count}}.",),
        check="A model's parameters are those of its layers, each counted once.",
    )


def _biases(call: Call) -> int:
    """Return how many biases a linear or convolutional layer has."""
    layer = layer_of(call)
    if layer is None or not layer.options.get("bias", True):
        return 0
    if call.type == "Linear":
        return int(layer.options.get("out_features", 0))
    return int(layer.numbers[1]) if call.type in CONVOLUTIONS else 0


def _largest(subject: Subject) -> Iterator[Question]:
    compared = _compared(subject, lambda call: call.own_parameters)
    if not compared:
        return
    best = compared[0]
    paths = [call.path for call in _in_order(subject, compared)]
    counts = (
        "`{max(counts, key=counts.get)}` has {max(counts.values()):,} parameters; look at the sizes"
        " in `counts`."
    )
    yield Question(
        id="layer-with-most-parameters",
        topic="largest",
        level="medium",
        stem=f"Which of the listed layers of `{subject.name}` has the most parameters?",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                *_listed(subject, compared),
                f"paths = {paths!r}",
                "counts = {}",
                "for path in paths:",
                f"    counts[path] = {COUNT.format('model.get_submodule(path)')}",
            ]
        ),
        asked={"ask": "max(counts, key=counts.get)", "key": repr(best.path)},
        wrongs=value_wrongs(
            best.path,
            [(call.path, _belief_about_size(call, best), counts) for call in compared[1:]],
        ),
        hints=(
            "The size of the image does not matter, only the sizes of the layers.",
            "Multiply each layer's number of inputs by its number of outputs, and by the area of"
            " its kernel if it has one.",
        ),
        solution=("The counts are `{counts}`.",),
        check="A few wide layers often have most of a model's parameters.",
    )


def _most_work(subject: Subject) -> Iterator[Question]:
    """Yield a question about which layer requires the most multiply-adds.

    Yield nothing if that layer also has the most parameters.
    """
    compared = _compared(subject, lambda call: call.multiply_adds)
    compared = [call for call in compared if call.type in (*CONVOLUTIONS, "Linear")]
    largest = _compared(subject, lambda call: call.own_parameters)
    if len(compared) < 3 or not largest or largest[0].path == compared[0].path:
        return
    best = compared[0]
    positions = {call.path: _positions(call) for call in _in_order(subject, compared)}
    why = (
        "A weight is used once at every position of the output, so {max(work, key=work.get)} does"
        " the most work: {max(work.values()):,}."
    )
    yield Question(
        id="layer-with-most-work",
        topic="largest",
        level="hard",
        stem=f"Which of the listed layers of `{subject.name}` does the most multiply-adds?"
        " `positions` is the number of positions in each layer's output, over the whole batch.",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                *_listed(subject, compared),
                f"positions = {positions!r}",
                "work = {path: model.get_submodule(path).weight.numel() * count"
                " for path, count in positions.items()}",
            ]
        ),
        asked={"ask": "max(work, key=work.get)", "key": repr(best.path)},
        wrongs=value_wrongs(
            best.path, [(call.path, "parameters-are-work", why) for call in compared[1:]]
        ),
        hints=(
            "A weight is used once for each position of the output.",
            "Multiply the number of weights by the number of positions.",
        ),
        solution=("The products are `{work}`.",),
        check=(
            "The work is the number of weights times the number of positions, so a small early "
            "convolution can cost more than a large layer."
        ),
    )


def _positions(call: Call) -> int:
    shape = call.shape or (1,)
    return shape[0] * math.prod(shape[2:]) if call.type in CONVOLUTIONS else math.prod(shape[:-1])


def _compared(subject: Subject, size: Callable[[Call], int]) -> list[Call]:
    """Return a few layers to compare, the largest first.

    The list is empty if there are too few layers or if the two largest are equally large.
    """
    layers = sorted(
        (call for call in subject.layers if size(call) and layer_of(call)), key=size, reverse=True
    )
    if len(layers) < 3 or size(layers[0]) == size(layers[1]):
        return []
    rest = layers[1:]
    step = max(1, len(rest) // (MOST_COMPARED - 1))
    return [layers[0], *rest[::step][: MOST_COMPARED - 1]]


def _in_order(subject: Subject, calls: Sequence[Call]) -> list[Call]:
    """Return calls in the order in which the model makes them."""
    paths = {call.path for call in calls}
    return [call for call in subject.layers if call.path in paths]


def _listed(subject: Subject, calls: Sequence[Call]) -> list[str]:
    """Return one comment per layer, in the order in which the model calls the layers."""
    return [f"# {call.path}: {short_code(call.code)}" for call in _in_order(subject, calls)]


def _belief_about_size(call: Call, best: Call) -> str:
    if call.numbers > best.numbers:
        return "parameters-grow-with-image"
    return "convolutions-hold-most" if call.type in CONVOLUTIONS else "later-layers-are-larger"
