"""Generates questions about the model's output for the given input and inputs of other sizes."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.explain.failures import failed_call
from torchquiz.engine.explain.questions.question import (
    Question,
    Wrong,
    code_of,
    shape_of,
    value_wrongs,
)
from torchquiz.engine.explain.subject import Subject, Tried
from torchquiz.engine.models.calls import Call

WATCH = """\
begun = []
for path, module in model.named_modules():
    module.register_forward_pre_hook(lambda module, x, path=path: begun.append(path))
"""
"""Code that records the path of every module when the module is called."""


def input_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the output for the given input and for other inputs."""
    yield from _output(subject)
    for number, tried in enumerate(subject.tried, start=1):
        if tried.trace.is_complete:
            yield from _other_output(subject, tried, number)
        else:
            yield from _who_fails(subject, tried, number)


def _output(subject: Subject) -> Iterator[Question]:
    model = subject.calls[0]
    asked, right = _first_output(model)
    if right is None:
        return
    first = shape_of(model.inputs[0]) if model.inputs else None
    inner = [call.shape for call in subject.calls[1:] if call.shape and call.shape != right]
    made = f"The last layer determines the shape: `{asked}.shape` is {{tuple({asked}.shape)}}."
    batch = f"Models work on batches: `len({asked})` is {{len({asked})}}."
    candidates = [
        (right[1:], "batch-forgotten", batch),
        (inner[-1] if inner else None, "last-layer-forgotten", made),
        (first, "output-is-the-input", made),
        ((1, *right[1:]), "batch-becomes-one", batch),
    ]
    run = f"model = {subject.build}.eval()\ny = model({subject.arguments})"
    which = "the output" if asked == "y" else "the first output"
    yield Question(
        id="shape-of-the-output",
        topic="output",
        level="easy",
        stem=f"What is `{asked}.shape`, the shape of {which} of `{subject.name}`?",
        snippet=f"{subject.source}\n\n{run}" if subject.is_short else run,
        asked={"ask": f"{asked}.shape", "key": code_of(right)},
        wrongs=value_wrongs(right, candidates),
        hints=(
            "Which layer runs last, and what does it return?",
            "What happens to the first axis, the batch, along the way?",
        ),
        solution=(
            f"The last step of the model returns a tensor of shape {{tuple({asked}.shape)}}.",
        ),
        check="The last layer determines the shape of the output; the batch size stays the same.",
    )


def _first_output(model: Call) -> tuple[str, tuple[int, ...] | None]:
    """Return an expression for the model's output, and the shape of its value.

    If the output is a tuple, the expression gives its first element. The shape is None if the value
    is not a tensor.
    """
    if model.shape is not None or not model.output.startswith("("):
        return "y", model.shape
    return "y[0]", shape_of(model.output[1:].partition(",")[0].rstrip(")"))


def _other_output(subject: Subject, tried: Tried, number: int) -> Iterator[Question]:
    model, other = subject.calls[0], tried.trace.calls[0]
    if other.shape is None or model.shape is None:
        return
    arguments = tried.arguments
    if other.shape == model.shape:
        yield _accepted(subject, tried, number)
        return
    candidates = [
        (
            model.shape,
            "output-never-changes",
            "With this input, the output has the shape {tuple(y.shape)}.",
        ),
        (other.shape[1:], "batch-forgotten", "Models work on batches: `len(y)` is {len(y)}."),
        (
            shape_of(other.inputs[0]) if other.inputs else None,
            "output-is-the-input",
            "The layers change the shape along the way; the shape of the output is "
            "{tuple(y.shape)}.",
        ),
        (
            (1, *other.shape[1:]),
            "batch-becomes-one",
            "Each example gets an output of its own: {len(y)} in all.",
        ),
    ]
    yield Question(
        id=f"shape-with-other-input-{number}",
        topic="other input",
        level="medium",
        stem=f"`{subject.name}` is called with {tried.what}. For `{subject.arguments}`, the shape"
        " of the"
        f" output is {model.shape}. What is it now?",
        snippet=f"model = {subject.build}.eval()\ny = model({arguments})",
        asked={"ask": "y.shape", "key": code_of(other.shape)},
        wrongs=value_wrongs(other.shape, candidates),
        hints=(
            "Which sizes of the output depend on the input, and which only on the layers?",
            "Compare the two inputs. The model applies the same layers to both.",
        ),
        solution=("With this input, the output has the shape {tuple(y.shape)}.",),
        check=(
            "The batch size and often the spatial size come from the input; the channels come "
            "from the layers."
        ),
    )


def _accepted(subject: Subject, tried: Tried, number: int) -> Question:
    """Return a question about another input, for which the model runs without an error."""
    wrongs = (
        Wrong("layers-fit-one-size", _FITS, {"raises": "RuntimeError"}),
        Wrong("bad-tensor-is-a-value-error", _FITS, {"raises": "ValueError"}),
    )
    return Question(
        id=f"accepts-other-input-{number}",
        topic="other input",
        level="medium",
        kind="raises",
        stem=f"`{subject.name}` is called with {tried.what}. Does this code raise an exception?",
        snippet=f"model = {subject.build}.eval()\ny = model({tried.arguments})",
        asked={"key": "none"},
        wrongs=wrongs,
        hints=(
            "Which layer expects a fixed number of features? Does a layer before it always "
            "produce that number?",
            "Convolutions accept inputs of any size that is at least as large as the kernel.",
        ),
        solution=("The model runs, and the output has the shape {tuple(y.shape)}.",),
        check="A model accepts any size along an axis if none of its layers expects a fixed size"
        " there.",
    )


_FITS = "No layer expects a fixed size along the changed axes: the output is {tuple(y.shape)}."


def _who_fails(subject: Subject, tried: Tried, number: int) -> Iterator[Question]:
    failed, error = failed_call(tried.trace), tried.trace.error
    paths = [call.path for call in tried.trace.calls if call.kind == "module" and call.path]
    if failed is None or error is None or not failed.path or error.type != "RuntimeError":
        return
    before = [path for path in paths if path != failed.path and not failed.path.startswith(path)]
    after = [
        call.path
        for call in subject.calls
        if call.path and call.path not in paths and call.kind == "module"
    ]
    others = _others(before, after, subject.layers)
    if not others:
        return
    why = (
        "`begun` ends with {begun[-1]!r}: the layers before it accept this input, but this one "
        "does not."
    )
    yield Question(
        id=f"where-another-input-fails-{number}",
        topic="breaking input",
        level="hard",
        stem=f"`{subject.name}` is called with {tried.what}, and the call fails. Which of its"
        " modules raises the `RuntimeError` and is therefore the last one in `begun`?",
        snippet="\n".join(
            [
                f"model = {subject.build}.eval()",
                WATCH + "try:",
                f"    model({tried.arguments})",
                "except RuntimeError as error:",
                "    message = str(error)",
            ]
        ),
        asked={"ask": "begun[-1]", "key": repr(failed.path)},
        wrongs=value_wrongs(failed.path, [(path, _belief(path, before), why) for path in others]),
        hints=(
            "Convolutions, pooling and activations accept any size that their window fits into.",
            "Which layer needs a certain number of features or channels?",
        ),
        solution=("PyTorch says: {message.splitlines()[0]}",),
        check="A size only causes an error in a layer that needs a different size.",
    )


def _belief(path: str, before: Sequence[str]) -> str:
    return "layers-fit-one-size" if path in before else "errors-come-last"


def _others(before: Sequence[str], after: Sequence[str], layers: Sequence[Call]) -> list[str]:
    """Return the paths of up to three layers to use as wrong options.

    The candidates are the first layer that ran, the last one before the failure, and the next and
    last ones after the failure.
    """
    with_parameters = {call.path for call in layers}
    early = [path for path in before if path in with_parameters] or list(before)
    late = [path for path in after if path in with_parameters] or list(after)
    chosen = [*early[:1], *early[-1:], *late[:1], *late[-1:]]
    return list(dict.fromkeys(chosen))[:3]
