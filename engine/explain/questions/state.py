"""Generates questions about the contents of the model's state dict."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.claims import FalseStatement, Statement, claim_question
from torchquiz.engine.explain.questions.layers import BATCH_NORMS
from torchquiz.engine.explain.questions.question import Question, value_wrongs
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

MOST_ENTRIES = 40


def state_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about `state_dict()`."""
    yield from _what_is_saved(subject)
    yield from _entries(subject)


def _what_is_saved(subject: Subject) -> Iterator[Question]:
    state = subject.trace.state
    saved = next((name for name in state if name.endswith("running_mean")), "")
    saved = saved or next(iter(state), "")
    without = next((call for call in subject.calls if _has_no_state(call)), None)
    first = next((name for name, (_, is_parameter) in state.items() if is_parameter), "")
    if not saved or without is None or not first:
        return
    yield claim_question(
        "what-is-in-the-state-dict",
        "state",
        f"Which of these keys is in the state dict of `{subject.name}`?",
        [f"model = {subject.build}", "state = model.state_dict()"],
        key=Statement(f"`{saved}`", f'"{saved}" in state'),
        wrongs=_wrong_keys(f"{without.path}.weight", f"{first}.grad"),
        hints=("A state dict holds what training changes. Which of these does training change?",),
        solution=(f"The state dict has {{len(state)}} entries, and `{saved}` is one of them.",),
        check="A state dict holds parameters and buffers, and nothing else.",
    )


def _wrong_keys(weight: str, gradient: str) -> list[FalseStatement]:
    """Return three false statements about what the state dict contains."""
    return [
        FalseStatement(
            f"`{weight}`",
            f'"{weight}" in state',
            "every-layer-is-saved",
            "Only parameters and buffers are saved, and a layer of this type has neither.",
        ),
        FalseStatement(
            f"`{gradient}`",
            f'"{gradient}" in state',
            "gradients-are-saved",
            "A state dict does not contain gradients; they are computed again in the next step.",
        ),
        FalseStatement(
            "`training`",
            '"training" in state',
            "mode-is-saved",
            "Whether a model is in training mode is not saved; call `train()` or `eval()` after"
            " loading.",
        ),
    ]


def _has_no_state(call: Call) -> bool:
    is_own = call.kind == "module" and call.is_layer and bool(call.path)
    return is_own and not call.parameters and call.type not in BATCH_NORMS


def _entries(subject: Subject) -> Iterator[Question]:
    state = subject.trace.state
    parameters = sum(is_parameter for _, is_parameter in state.values())
    buffers = len(state) - parameters
    # Without buffers, the question would state its own answer.
    if not buffers or len(state) > MOST_ENTRIES:
        return
    layers = len(subject.layers)
    each = "Each parameter and each buffer is an entry of its own: {len(state)} in all."
    key = f"{parameters} + {buffers}"
    yield Question(
        id="entries-of-the-state-dict",
        topic="state",
        level="medium",
        stem=f"`{subject.name}` has {parameters} parameter tensors and {buffers} buffers. How many"
        " entries does its state dict have?",
        snippet=f"model = {subject.build}\nstate = model.state_dict()",
        asked={"entry": "typed", "ask": "len(state)", "key": key},
        wrongs=value_wrongs(
            len(state),
            [
                (parameters, "buffers-are-not-saved", each),
                (layers, "one-entry-per-layer", each),
                (subject.calls[0].parameters, "one-entry-per-number", each),
            ],
        ),
        hints=("Are the running statistics of batch norm lost when a model is saved?",),
        solution=(f"{parameters} parameters and {buffers} buffers: " + "{len(state)} entries.",),
        check="Buffers are saved with the parameters, unless they are not persistent.",
    )
