"""Generates a question about the line on which a short model fails, given an unsuitable input."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.explain.questions.question import Question, Wrong
from torchquiz.engine.explain.subject import Subject, Tried


def line_questions(subject: Subject) -> Iterator[Question]:
    """Yield a question about the first input for which a short model raises an exception."""
    if not subject.is_short:
        return
    for tried in subject.tried:
        error = tried.trace.error
        if tried.trace.phase == "run" and error is not None and error.type == "RuntimeError":
            yield from _question(subject, tried)
            return


def _question(subject: Subject, tried: Tried) -> Iterator[Question]:
    error = tried.trace.error
    assert error is not None
    lines = subject.source.rstrip("\n").split("\n")
    snippet = [*lines, "", f"model = {subject.build}.eval()", f"y = model({tried.arguments})"]
    line = error.line - subject.first_line + 1
    calls = _lines_of_calls(subject, len(lines))
    if not 1 <= line <= len(lines) or line not in calls:
        return
    others = [other for other in calls if other != line]
    wrongs = [
        Wrong("layers-fit-one-size", _MESSAGE, {"raises": "none"}),
        *(
            Wrong(
                "layers-fit-one-size" if other < line else "errors-come-last",
                f"Line {other} accepts its input. Follow the shapes to line {line}.",
                {"raises": "RuntimeError", "line": other},
            )
            for other in [*others[:1], *others[-1:]][: len(set(others))]
        ),
    ]
    yield Question(
        id="line-that-raises",
        topic="breaking input",
        level="hard",
        kind="raises",
        stem=(
            f"`{subject.name}` is called with {tried.what}. Does this code raise an exception "
            "and, if so, on which of its lines?"
        ),
        snippet="\n".join(snippet),
        asked={"key": "RuntimeError", "line": line},
        wrongs=tuple(wrongs[:3]),
        hints=(
            "Which layers accept any size, and which expect a fixed one?",
            "Follow the shape through `forward`, line by line, until a layer gets a size that it"
            " does not accept.",
        ),
        solution=(f"Line {line} raises the exception: the shape that reaches it does not fit.",),
        check="A wrong size raises an exception when the layer runs, not when the model is built.",
    )


_MESSAGE = "A layer that was built for a fixed number of features accepts no other number."


def _lines_of_calls(subject: Subject, count: int) -> Sequence[int]:
    """Return the lines of the snippet on which the calls in the trace begin, in order."""
    lines = {
        call.line - subject.first_line + 1
        for call in subject.calls
        if call.line and call.file == subject.file
    }
    return sorted(line for line in lines if 1 <= line <= count)
