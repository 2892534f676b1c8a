"""Generates questions about the differences between the model's training and evaluation modes."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.claims import FalseStatement, Statement, claim_question
from torchquiz.engine.explain.questions.layers import BATCH_NORMS, DROPOUTS
from torchquiz.engine.explain.questions.question import Question, Wrong
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

ONES = {"Dropout1d": "50, 40, 5", "Dropout2d": "50, 40, 5, 5", "Dropout3d": "50, 40, 5, 5, 5"}
"""The sizes of an input that each type of dropout accepts."""
WRONG_ABOUT_DROPOUT = (
    FalseStatement(
        "Only evaluation mode does.",
        "in_evaluation and not in_training",
        "dropout-is-for-evaluation",
        "Dropout makes training harder. In evaluation mode the layer returns its input unchanged:"
        " `in_evaluation` is {in_evaluation}.",
    ),
    FalseStatement(
        "Both modes do.",
        "in_training and in_evaluation",
        "modes-are-for-training",
        "`eval()` switches dropout off: `in_evaluation` is {in_evaluation}.",
    ),
    FalseStatement(
        "Neither mode does.",
        "not in_training and not in_evaluation",
        "dropout-only-scales",
        "In training mode, the layer sets values to 0 at random and scales the others up.",
    ),
)
WRONG_ABOUT_BATCH_NORM = (
    FalseStatement(
        "On every forward pass, in either mode.",
        "in_training and in_evaluation",
        "modes-are-for-training",
        "In evaluation mode the statistics are used but not updated: `in_evaluation` is"
        " {in_evaluation}.",
    ),
    FalseStatement(
        "Only when an optimizer takes a step.",
        "not in_training and not in_evaluation",
        "statistics-are-parameters",
        "No optimizer is needed: the forward pass itself updates the buffer, and `in_training` is"
        " {in_training}.",
    ),
    FalseStatement(
        "On every forward pass in evaluation mode.",
        "in_evaluation and not in_training",
        "statistics-need-evaluation",
        "Evaluation mode only reads the statistics: `in_evaluation` is {in_evaluation}.",
    ),
)


def mode_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about `train()` and `eval()`."""
    dropout, norm = _first(subject, DROPOUTS), _first(subject, BATCH_NORMS)
    if dropout is not None and not subject.is_large:
        yield _about_dropout(subject, dropout)
    if norm is not None and not subject.is_large:
        yield _about_batch_norm(subject, norm)
    if subject.loss:
        yield _about_gradients(subject)


def _first(subject: Subject, types: tuple[str, ...]) -> Call | None:
    """Return the first call to a layer of these types, ignoring dropout with probability 0."""
    return next(
        (
            call
            for call in subject.calls
            if call.type in types and call.path and "p=0.0" not in call.code
        ),
        None,
    )


def _about_dropout(subject: Subject, dropout: Call) -> Question:
    lines = [
        f"model = {subject.build}",
        f'layer = model.get_submodule("{dropout.path}")',
        f"x = torch.ones({ONES.get(dropout.type, '1000')})",
        "model.train()",
        "in_training = not layer(x).equal(x)",
        "model.eval()",
        "in_evaluation = not layer(x).equal(x)",
    ]
    return claim_question(
        "what-dropout-does",
        "mode",
        f"`{subject.name}` has the layer `{dropout.path}`, a `{dropout.type}`. Which"
        " mode makes its output differ from its input?",
        lines,
        key=Statement("Only training mode does.", "in_training and not in_evaluation"),
        wrongs=WRONG_ABOUT_DROPOUT,
        hints=("When should a model drop values at random, and when should it use all of them?",),
        solution=(
            "The values change in training mode: {in_training}. In evaluation mode:"
            " {in_evaluation}.",
        ),
        check=(
            "Call `model.eval()` before you make predictions; otherwise dropout makes them random."
        ),
    )


def _about_batch_norm(subject: Subject, norm: Call) -> Question:
    lines = [
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
    return claim_question(
        "what-batch-norm-remembers",
        "mode",
        f"`{norm.path}` of `{subject.name}` is a `{norm.type}`. When does its running mean change?",
        lines,
        key=Statement(
            "On every forward pass in training mode, even under `no_grad`.",
            "in_training and not in_evaluation",
        ),
        wrongs=WRONG_ABOUT_BATCH_NORM,
        hints=(
            "Is the running mean a parameter or a buffer?",
            "In which mode should the statistics of new batches be ignored?",
        ),
        solution=(
            "It changed in training mode: {in_training}. In evaluation mode: {in_evaluation}.",
        ),
        check="A forward pass in training mode changes a model with batch norm.",
    )


def _about_gradients(subject: Subject) -> Question:
    because = (
        "`eval()` only changes layers such as dropout and batch norm. The loss still records how it"
        " was computed: `loss.requires_grad` is {loss.requires_grad}."
    )
    lines = [
        f"model = {subject.build}.eval()",
        f"y = model({subject.arguments})",
        f"loss = {subject.loss}",
    ]
    statement = {
        "text": f"In evaluation mode, `{subject.name}` computes no gradients.",
        "holds": "not loss.requires_grad",
    }
    return Question(
        id="gradients-in-evaluation",
        topic="mode",
        level="easy",
        kind="claim",
        stem="Is this statement true or false?",
        snippet="\n".join(lines),
        asked={"statement": statement, "key": False},
        wrongs=(Wrong("eval-stops-gradients", because, {}),),
        hints=(
            "Which of `eval()` and `no_grad()` affects layers, and which affects what autograd"
            " records?",
        ),
        solution=(
            "`loss.requires_grad` is {loss.requires_grad}, although the model is in evaluation"
            " mode.",
        ),
        check="`eval()` changes how layers behave; `torch.no_grad()` turns off gradients.",
    )
