"""Asks what training and evaluation mode change in the model."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.gradients import _claim
from torchquiz.engine.explain.questions.layers import BATCH_NORMS, DROPOUTS
from torchquiz.engine.explain.questions.question import Question, Wrong
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

ONES = {"Dropout1d": "50, 40, 5", "Dropout2d": "50, 40, 5, 5", "Dropout3d": "50, 40, 5, 5, 5"}
"""The sizes of an input that each type of dropout accepts."""


def mode_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about `train()` and `eval()`."""
    dropout = _first(subject, DROPOUTS)
    norm = _first(subject, BATCH_NORMS)
    if dropout is not None:
        yield _about_dropout(subject, dropout)
    if norm is not None:
        yield _about_batch_norm(subject, norm)
    if subject.loss:
        yield _about_gradients(subject)


def _first(subject: Subject, types: tuple[str, ...]) -> Call | None:
    return next(
        (call for call in subject.calls if call.type in types and not _does_nothing(call)), None
    )


def _does_nothing(call: Call) -> bool:
    return "p=0.0" in call.code or "p=0," in call.code


def _about_dropout(subject: Subject, dropout: Call) -> Question:
    return _claim(
        "what-dropout-does",
        "mode",
        f"`{subject.name}` has the layer `{dropout.path}`, which is `{dropout.code}`. Which mode"
        " makes it change what passes through?",
        "\n".join(
            [
                f"model = {subject.build}",
                f'layer = model.get_submodule("{dropout.path}")',
                f"x = torch.ones({ONES.get(dropout.type, '1000')})",
                "model.train()",
                "is_changed_in_training = not layer(x).equal(x)",
                "model.eval()",
                "is_changed_in_evaluation = not layer(x).equal(x)",
            ]
        ),
        ("Only training mode does.", "is_changed_in_training and not is_changed_in_evaluation"),
        [
            (
                "Only evaluation mode does.",
                "is_changed_in_evaluation and not is_changed_in_training",
                "dropout-is-for-evaluation",
                "Dropout makes training harder. In evaluation the layer passes everything on:"
                " `is_changed_in_evaluation` is {is_changed_in_evaluation}.",
            ),
            (
                "Both modes do.",
                "is_changed_in_training and is_changed_in_evaluation",
                "modes-are-for-training",
                "`eval()` switches dropout off: `is_changed_in_evaluation` is"
                " {is_changed_in_evaluation}.",
            ),
            (
                "Neither mode does.",
                "not is_changed_in_training and not is_changed_in_evaluation",
                "dropout-only-scales",
                "In training, the layer sets values to 0 at random and scales the others up.",
            ),
        ],
        ("When should a model drop values at random, and when should it use all it has learned?",),
        (
            "In training the values change: {is_changed_in_training}. In evaluation they change:"
            " {is_changed_in_evaluation}.",
        ),
        "Call `model.eval()` before predictions, or dropout makes them random.",
    )


def _about_batch_norm(subject: Subject, norm: Call) -> Question:
    return _claim(
        "what-batch-norm-remembers",
        "mode",
        f"`{norm.path}` of `{subject.name}` is a `{norm.type}`. When does its running mean change?",
        "\n".join(
            [
                f"model = {subject.build}",
                f'mean = model.get_submodule("{norm.path}").running_mean',
                "with torch.no_grad():",
                "    start = mean.clone()",
                f"    model.train()({subject.arguments})",
                "    trained = mean.clone()",
                f"    model.eval()({subject.arguments})",
                "in_training = not trained.equal(start)",
                "in_evaluation = not mean.equal(trained)",
            ]
        ),
        (
            "With each input in training mode, even under `no_grad`.",
            "in_training and not in_evaluation",
        ),
        [
            (
                "With each input, in either mode.",
                "in_training and in_evaluation",
                "modes-are-for-training",
                "In evaluation mode the statistics are used and kept: `in_evaluation` is"
                " {in_evaluation}.",
            ),
            (
                "Only when an optimizer makes a step.",
                "not in_training and not in_evaluation",
                "statistics-are-parameters",
                "No optimizer is needed: the forward pass itself updates the buffer, and"
                " `in_training` is {in_training}.",
            ),
            (
                "With each input in evaluation mode.",
                "in_evaluation and not in_training",
                "statistics-need-evaluation",
                "Evaluation mode only reads the statistics: `in_evaluation` is {in_evaluation}.",
            ),
        ],
        (
            "Is the running mean a parameter or a buffer?",
            "In which mode should the statistics of new batches be ignored?",
        ),
        ("It changed in training: {in_training}. It changed in evaluation: {in_evaluation}.",),
        "A forward pass in training mode changes a model with batch norm.",
    )


def _about_gradients(subject: Subject) -> Question:
    because = (
        "`eval()` only changes layers such as dropout and batch norm. `y` still records how it was"
        " computed: its `grad_fn` is set."
    )
    return Question(
        id="gradients-in-evaluation",
        topic="mode",
        level="easy",
        kind="claim",
        stem="Is this statement true or false?",
        snippet="\n".join(
            [
                f"model = {subject.build}.eval()",
                f"y = model({subject.arguments})",
                f"loss = {subject.loss}",
                "has_gradient = loss.requires_grad",
            ]
        ),
        asked={
            "statement": {
                "text": f"In evaluation mode, `{subject.name}` computes no gradients.",
                "holds": "not has_gradient",
            },
            "key": False,
        },
        wrongs=(Wrong("eval-stops-gradients", because, {}),),
        hints=("Which of `eval()` and `no_grad()` is about layers, and which about recording?",),
        solution=("`has_gradient` is {has_gradient}, although the model is in evaluation mode.",),
        check="`eval()` is about layers; `torch.no_grad()` is about gradients.",
    )
