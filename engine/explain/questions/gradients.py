"""Asks which parameters gradients reach, and what freezing layers leaves to train."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.question import Question, Wrong, slug, value_wrongs
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call


def gradient_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about gradients and frozen layers."""
    yield from _trainable(subject)
    if not subject.loss:
        return
    yield from _unreached(subject)
    layers = [call for call in subject.layers if call.own_parameters]
    if len(layers) >= 2:
        yield _through_a_frozen_layer(subject, layers[0], layers[-1])
        yield _before_a_frozen_layer(subject, layers[0], layers[-1])
        yield _after_backward(subject, layers[0])


def backward_lines(subject: Subject) -> list[str]:
    """Return the code that runs the model and computes gradients."""
    return [f"y = model({subject.arguments})", f"loss = {subject.loss}", "loss.backward()"]


def _claim(
    id: str,
    topic: str,
    stem: str,
    snippet: str,
    key: tuple[str, str],
    wrongs: list[tuple[str, str, str, str]],
    hints: tuple[str, ...],
    solution: tuple[str, ...],
    check: str,
) -> Question:
    """Return a question about statements. Each has a text and the code that tests it."""
    return Question(
        id=id,
        topic=topic,
        level="medium",
        kind="claim",
        stem=stem,
        snippet=snippet,
        asked={"key": {"text": key[0], "holds": key[1]}},
        wrongs=tuple(
            Wrong(belief, because, {"text": text, "holds": holds})
            for text, holds, belief, because in wrongs
        ),
        hints=hints,
        solution=solution,
        check=check,
    )


def _trainable(subject: Subject) -> Iterator[Question]:
    """Yield a question about the parameters that are left after freezing a part of the model."""
    model = subject.calls[0]
    part = _part_to_freeze(subject)
    if part is None or model.trainable != model.parameters:
        return
    left = model.parameters - part.parameters
    frozen = "Freezing keeps the parameters and only stops their training: {left:,} are trained."
    yield Question(
        id=f"left-after-freezing-{slug(part.path)}",
        topic="frozen",
        level="easy",
        stem=f"`{subject.name}` has {model.parameters} parameters, {part.parameters} of them in"
        f" `{part.path}`. How many are still trained after this code?",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                f'model.get_submodule("{part.path}").requires_grad_(False)',
                "left = sum(p.numel() for p in model.parameters() if p.requires_grad)",
            ]
        ),
        asked={"entry": "typed", "ask": "left", "key": f"{model.parameters} - {part.parameters}"},
        wrongs=value_wrongs(
            left,
            [
                (model.parameters, "frozen-still-trains", frozen),
                (part.parameters, "frozen-is-what-is-left", frozen),
                (0, "freezing-stops-all", frozen),
            ],
        ),
        hints=("Only parameters with `requires_grad` set to True are trained.",),
        solution=(f"{model.parameters} - {part.parameters} = {left}.",),
        check="Count the parameters with `requires_grad` to see what an optimizer will train.",
    )


def _part_to_freeze(subject: Subject) -> Call | None:
    """Return a part of the model with some of its parameters, preferably a block of layers."""
    model = subject.calls[0]
    parts = [
        call
        for call in subject.calls[1:]
        if call.kind == "module"
        and call.path
        and not call.is_repeated
        and not call.aliases
        and 0 < call.parameters < model.parameters
    ]
    blocks = [call for call in parts if not call.is_layer and call.depth == 1]
    return next(iter([*blocks, *parts]), None)


def _unreached(subject: Subject) -> Iterator[Question]:
    reached = [
        f"{call.path}.weight"
        for call in subject.layers
        if not any(name.startswith(f"{call.path}.") for name in subject.without_gradient)
        and call.type in ("Linear", "Conv1d", "Conv2d", "Conv3d")
    ]
    if not subject.without_gradient or len(reached) < 2:
        return
    missing = subject.without_gradient[0]
    names = [missing, *reached[:1], *reached[-1:]]
    why = "`{next(iter(without))}` takes no part in the loss, so backward does not reach it."
    yield Question(
        id="parameter-without-a-gradient",
        topic="gradient",
        level="hard",
        stem="One of these parameters gets no gradient. Which one?",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                *backward_lines(subject),
                f"names = {sorted(set(names))!r}",
                "without = [name for name in names if model.get_parameter(name).grad is None]",
            ]
        ),
        asked={"ask": "without[0]", "key": repr(missing)},
        wrongs=value_wrongs(
            missing,
            [
                (reached[0], "first-layers-get-none", why),
                (reached[-1], "last-layers-get-none", why),
            ],
        ),
        hints=("Which of them has no part in the output from which the loss is computed?",),
        solution=("`without` is {without}.",),
        check="A parameter that the loss does not depend on keeps `grad` set to None.",
    )


def _through_a_frozen_layer(subject: Subject, first: Call, last: Call) -> Question:
    return _claim(
        "gradients-through-a-frozen-layer",
        "gradient",
        f"The last layer with parameters of `{subject.name}`, `{last.path}`, is frozen. Which"
        " layers get gradients?",
        "\n".join(
            [
                f"model = {subject.build}",
                f'frozen = model.get_submodule("{last.path}").requires_grad_(False)',
                *backward_lines(subject),
                f'first = model.get_submodule("{first.path}")',
                "has_first = any(p.grad is not None for p in first.parameters())",
                "has_frozen = any(p.grad is not None for p in frozen.parameters())",
            ]
        ),
        (
            f"`{first.path}` gets gradients, `{last.path}` gets none.",
            "has_first and not has_frozen",
        ),
        [
            (
                "Neither of them does.",
                "not has_first and not has_frozen",
                "frozen-blocks-gradients",
                "Gradients pass through a frozen layer to the layers before it: `has_first` is"
                " {has_first}.",
            ),
            (
                "Both of them do.",
                "has_first and has_frozen",
                "frozen-layers-get-gradients",
                "A frozen parameter has `requires_grad` set to False, so its `grad` stays None:"
                " `has_frozen` is {has_frozen}.",
            ),
            (
                f"`{last.path}` gets gradients, `{first.path}` gets none.",
                "has_frozen and not has_first",
                "frozen-blocks-gradients",
                "It is the other way round: `has_frozen` is {has_frozen}.",
            ),
        ],
        (
            "Does `requires_grad` of a weight say anything about the layer's input?",
            "The chain rule goes through the frozen layer, and uses its weights as they are.",
        ),
        ("`has_first` is {has_first}, and `has_frozen` is {has_frozen}.",),
        "Freezing stops a layer's own gradients, and not those that pass through it.",
    )


def _before_a_frozen_layer(subject: Subject, first: Call, last: Call) -> Question:
    return _claim(
        "gradients-after-a-frozen-layer",
        "frozen",
        f"The first layer with parameters of `{subject.name}`, `{first.path}`, is frozen. What does"
        " an optimizer step change?",
        "\n".join(
            [
                f"model = {subject.build}",
                f'frozen = model.get_submodule("{first.path}").requires_grad_(False)',
                f'last = model.get_submodule("{last.path}")',
                *backward_lines(subject),
                "trained = [p for p in model.parameters() if p.grad is not None]",
                "has_last = any(p is q for p in trained for q in last.parameters())",
                "has_frozen = any(p is q for p in trained for q in frozen.parameters())",
            ]
        ),
        (
            f"It changes `{last.path}`, and leaves `{first.path}` alone.",
            "has_last and not has_frozen",
        ),
        [
            (
                f"It changes both `{first.path}` and `{last.path}`.",
                "has_last and has_frozen",
                "frozen-layers-get-gradients",
                "Without a gradient there is no step: `has_frozen` is {has_frozen}.",
            ),
            (
                "It changes nothing, because the chain is broken.",
                "not trained",
                "frozen-blocks-gradients",
                "The loss still depends on the later layers: {len(trained)} parameters have a"
                " gradient.",
            ),
            (
                f"It changes `{first.path}`, and leaves `{last.path}` alone.",
                "has_frozen and not has_last",
                "frozen-is-what-is-left",
                "Freezing sets `requires_grad` to False, so `has_frozen` is {has_frozen}.",
            ),
        ],
        ("Which parameters does backward fill in?", "An optimizer skips whatever has no gradient."),
        ("{len(trained)} parameters have a gradient. `has_frozen` is {has_frozen}.",),
        "An optimizer changes exactly the parameters that have a gradient.",
    )


def _after_backward(subject: Subject, first: Call) -> Question:
    return _claim(
        "what-backward-does",
        "gradient",
        f"What is true of the parameters of `{subject.name}` after this code?",
        "\n".join(
            [
                f"model = {subject.build}",
                "old = [p.clone() for p in model.parameters()]",
                *backward_lines(subject),
                "same = all(p.equal(q) for p, q in zip(model.parameters(), old))",
                f'first = model.get_submodule("{first.path}")',
                "has_first = any(p.grad is not None for p in first.parameters())",
            ]
        ),
        (
            f"They have their old values, and those of `{first.path}` have gradients.",
            "same and has_first",
        ),
        [
            (
                "They have moved a little in the direction that lowers the loss.",
                "not same",
                "backward-changes-weights",
                "`backward` only computes gradients: `same` is {same}. An optimizer moves weights.",
            ),
            (
                f"They have their old values, but `{first.path}` has no gradients.",
                "same and not has_first",
                "gradients-stay-at-the-end",
                "The chain rule leads back to the first layer: `has_first` is {has_first}.",
            ),
        ],
        ("Which line would change a value?", "How far back does the chain rule go?"),
        ("`same` is {same}, and `has_first` is {has_first}.",),
        "backward fills in gradients; only an optimizer step changes weights.",
    )
