"""Generates questions about which parameters receive gradients."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.claims import FalseStatement, Statement, claim_question
from torchquiz.engine.explain.questions.question import Question, value_wrongs
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

WITH_A_WEIGHT = ("Linear", "Conv1d", "Conv2d", "Conv3d")
HAS = "any(p.grad is not None for p in {}.parameters())"


def gradient_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about which parameters receive gradients."""
    if not subject.loss:
        return
    yield from _unreached(subject)
    layers = subject.layers
    if len(layers) >= 2:
        yield _through_a_frozen_layer(subject, layers[0], layers[-1])
        if not subject.is_large:  # because the snippet compares values
            yield _after_backward(subject, layers[0])


def backward_lines(subject: Subject) -> list[str]:
    """Return the code that runs the model, computes a loss and computes gradients."""
    return [f"y = model({subject.arguments})", f"loss = {subject.loss}", "loss.backward()"]


def _unreached(subject: Subject) -> Iterator[Question]:
    """Yield a question about a parameter that has no effect on the loss, if there is one."""
    reached = [
        f"{call.path}.weight"
        for call in subject.layers
        if not any(name.startswith(f"{call.path}.") for name in subject.without_gradient)
        and call.type in WITH_A_WEIGHT
    ]
    if not subject.without_gradient or len(reached) < 2:
        return
    missing = subject.without_gradient[0]
    names = sorted({missing, reached[0], reached[-1]})
    why = "The loss does not depend on `{without[0]}`, so `backward()` gives it no gradient."
    candidates = [
        (reached[0], "first-layers-get-none", why),
        (reached[-1], "last-layers-get-none", why),
    ]
    without = "without = [name for name in names if model.get_parameter(name).grad is None]"
    lines = [
        f"model = {subject.build}",
        *backward_lines(subject),
        f"names = {names!r}",
        without,
    ]
    yield Question(
        id="parameter-without-a-gradient",
        topic="gradient",
        level="hard",
        stem=f"One of these parameters of `{subject.name}` gets no gradient. Which one?",
        snippet="\n".join(lines),
        asked={"ask": "without[0]", "key": repr(missing)},
        wrongs=value_wrongs(missing, candidates),
        hints=("Which of them does not affect the output from which the loss is computed?",),
        solution=("`without` is {without}.",),
        check="A parameter that the loss does not depend on keeps `grad` set to None.",
    )


def _through_a_frozen_layer(subject: Subject, first: Call, last: Call) -> Question:
    lines = [
        f"model = {subject.build}",
        f'frozen = model.get_submodule("{last.path}").requires_grad_(False)',
        *backward_lines(subject),
        f'first = model.get_submodule("{first.path}")',
        f"has_first = {HAS.format('first')}",
        f"has_frozen = {HAS.format('frozen')}",
    ]
    return claim_question(
        "gradients-through-a-frozen-layer",
        "gradient",
        f"`{last.path}`, the last layer of `{subject.name}` that has parameters, is frozen. Which"
        " layers get gradients?",
        lines,
        key=Statement(
            f"`{first.path}` gets gradients, but `{last.path}` does not.",
            "has_first and not has_frozen",
        ),
        wrongs=_wrong_about_frozen(first.path, last.path),
        hints=(
            "Does a weight's `requires_grad` affect the gradient of the layer's input?",
            "The chain rule goes through the frozen layer and uses its unchanged weights.",
        ),
        solution=("`has_first` is {has_first}, and `has_frozen` is {has_frozen}.",),
        check="Freezing stops a layer's own gradients, but not those that pass through it.",
    )


def _wrong_about_frozen(first: str, last: str) -> list[FalseStatement]:
    return [
        FalseStatement(
            "Neither of them does.",
            "not has_first and not has_frozen",
            "frozen-blocks-gradients",
            "Gradients pass through a frozen layer to the layers before it: `has_first` is"
            " {has_first}.",
        ),
        FalseStatement(
            "Both of them do.",
            "has_first and has_frozen",
            "frozen-layers-get-gradients",
            "A frozen parameter has `requires_grad` set to False, so its `grad` stays None:"
            " `has_frozen` is {has_frozen}.",
        ),
        FalseStatement(
            f"`{last}` gets gradients, but `{first}` does not.",
            "has_frozen and not has_first",
            "frozen-blocks-gradients",
            "It is the other way round: `has_frozen` is {has_frozen}.",
        ),
    ]


def _after_backward(subject: Subject, first: Call) -> Question:
    lines = [
        f"model = {subject.build}",
        "old = [p.clone() for p in model.parameters()]",
        *backward_lines(subject),
        "same = all(p.equal(q) for p, q in zip(model.parameters(), old))",
        f'first = model.get_submodule("{first.path}")',
        f"has_first = {HAS.format('first')}",
    ]
    moved = FalseStatement(
        "They have moved a little in the direction that lowers the loss.",
        "not same",
        "backward-changes-weights",
        "`backward` only computes gradients: `same` is {same}. An optimizer moves weights.",
    )
    none = FalseStatement(
        f"They keep their old values, but `{first.path}` has no gradients.",
        "same and not has_first",
        "gradients-stay-at-the-end",
        "The chain rule leads back to the first layer: `has_first` is {has_first}.",
    )
    return claim_question(
        "what-backward-does",
        "gradient",
        f"What is true of the parameters of `{subject.name}` after this code?",
        lines,
        key=Statement(
            f"They keep their old values, and those of `{first.path}` have gradients.",
            "same and has_first",
        ),
        wrongs=[moved, none],
        hints=(
            "Which line would change the value of a parameter?",
            "How far back does the chain rule go?",
        ),
        solution=("`same` is {same}, and `has_first` is {has_first}.",),
        check="`backward()` computes gradients; only an optimizer step changes weights.",
    )
