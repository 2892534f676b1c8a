"""Generates questions about which parameters are trained after part of the model is frozen."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.claims import FalseStatement, Statement, claim_question
from torchquiz.engine.explain.questions.gradients import backward_lines
from torchquiz.engine.explain.questions.question import Question, slug, value_wrongs
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call


def freezing_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about frozen parts of the model."""
    yield from _trainable(subject)
    layers = subject.layers
    if subject.loss and len(layers) >= 2:
        yield _after_a_frozen_layer(subject, layers[0], layers[-1])


def _trainable(subject: Subject) -> Iterator[Question]:
    """Yield a question about how many parameters are trained after part of the model is frozen."""
    model, part = subject.calls[0], _part_to_freeze(subject)
    if part is None or model.trainable != model.parameters:
        return
    frozen = "Frozen parameters still exist but are no longer trained: {left:,} are trained."
    left = model.parameters - part.parameters
    candidates = [
        (model.parameters, "frozen-still-trains", frozen),
        (part.parameters, "frozen-is-what-is-left", frozen),
        (0, "freezing-stops-all", frozen),
    ]
    lines = [
        f"model = {subject.build}",
        f'model.get_submodule("{part.path}").requires_grad_(False)',
        "left = sum(p.numel() for p in model.parameters() if p.requires_grad)",
    ]
    yield Question(
        id=f"left-after-freezing-{slug(part.path)}",
        topic="frozen",
        level="easy",
        stem=f"`{subject.name}` has {model.parameters:,} parameters, {part.parameters:,} of them in"
        f" `{part.path}`. How many are still trained after this code?",
        snippet="\n".join(lines),
        asked={"entry": "typed", "ask": "left", "key": f"{model.parameters} - {part.parameters}"},
        wrongs=value_wrongs(left, candidates),
        hints=("Only parameters with `requires_grad` set to True are trained.",),
        solution=(f"{model.parameters} - {part.parameters} = {{left}}.",),
        check="Count the parameters with `requires_grad` to see what an optimizer will train.",
    )


def _part_to_freeze(subject: Subject) -> Call | None:
    """Return a part of the model that contains some, but not all, of its parameters.

    Return None if the model has no part like that.
    """
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


def _after_a_frozen_layer(subject: Subject, first: Call, last: Call) -> Question:
    lines = [
        f"model = {subject.build}",
        f'frozen = model.get_submodule("{first.path}").requires_grad_(False)',
        f'last = model.get_submodule("{last.path}")',
        *backward_lines(subject),
        "trained = [p for p in model.parameters() if p.grad is not None]",
        "has_last = any(p is q for p in trained for q in last.parameters())",
        "has_frozen = any(p is q for p in trained for q in frozen.parameters())",
    ]
    return claim_question(
        "gradients-after-a-frozen-layer",
        "frozen",
        f"`{first.path}`, the first layer of `{subject.name}` that has parameters, is frozen."
        " What does"
        " an optimizer step change?",
        lines,
        key=Statement(
            f"It changes `{last.path}`, but not `{first.path}`.",
            "has_last and not has_frozen",
        ),
        wrongs=_wrong_about_the_step(first.path, last.path),
        hints=(
            "Which parameters get a gradient from `backward()`?",
            "An optimizer skips every parameter without a gradient.",
        ),
        solution=("{len(trained)} parameters have a gradient. `has_frozen` is {has_frozen}.",),
        check="An optimizer changes exactly the parameters that have a gradient.",
    )


def _wrong_about_the_step(first: str, last: str) -> list[FalseStatement]:
    return [
        FalseStatement(
            f"It changes both `{first}` and `{last}`.",
            "has_last and has_frozen",
            "frozen-layers-get-gradients",
            "A parameter without a gradient is not updated: `has_frozen` is {has_frozen}.",
        ),
        FalseStatement(
            "It changes nothing, because the frozen layer stops all gradients.",
            "not trained",
            "frozen-blocks-gradients",
            "The loss still depends on later layers: {len(trained)} parameters have a gradient.",
        ),
        FalseStatement(
            f"It changes `{first}`, and leaves `{last}` alone.",
            "has_frozen and not has_last",
            "frozen-is-what-is-left",
            "Freezing sets `requires_grad` to False, so `has_frozen` is {has_frozen}.",
        ),
    ]
