"""Generates questions about the shape of tensors that were joined or reshaped.

A model joins and reshapes tensors between the calls to its modules.
"""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.question import (
    Question,
    random_tensor,
    shape_of,
    slug,
    value_wrongs,
)
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

Shape = tuple[int, ...]


def combining_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the shapes of concatenated and flattened tensors."""
    seen: set[tuple[object, ...]] = set()
    for call in subject.calls:
        if call.kind != "step" or call.shape is None or (call.type, call.shape) in seen:
            continue
        seen.add((call.type, call.shape))
        if call.type in ("cat", "concat", "concatenate"):
            yield from _concatenation(subject, call, len(seen))
        elif call.type in ("flatten", "view", "reshape"):
            yield from _flattening(subject, call, len(seen))


def _place(call: Call) -> list[str]:
    """Return a list of one comment, which states where the model's code calls a step.

    The list is empty if the line is not known.
    """
    return [f"# {call.place}"] if call.place else []


def _concatenation(subject: Subject, call: Call, number: int) -> Iterator[Question]:
    parts = _parts(call)
    axis = _axis(parts, call.shape or ())
    if axis is None:
        return
    right = call.shape or ()
    first, sizes = parts[0], [str(part[axis]) for part in parts]
    listed = " and ".join(f"{part}" for part in parts)
    code = ", ".join(map(random_tensor, parts))
    along = (
        f"The sizes along axis {axis} are added; all other axes keep theirs: {{tuple(y.shape)}}."
    )
    batch = (sum(part[0] for part in parts), *first[1:])
    yield Question(
        id=f"shape-after-{slug(call.path)}-cat-{number}",
        topic="shape",
        level="medium",
        stem=f"In `{subject.name}`, tensors with the shapes {listed} are concatenated along axis"
        f" {axis}. What is `y.shape`?",
        snippet="\n".join([*_place(call), f"y = torch.cat([{code}], dim={axis})"]),
        asked={"ask": "y.shape", "key": repr(right)},
        wrongs=value_wrongs(
            right,
            [
                (first, "cat-adds", along),
                ((len(parts), *first), "cat-stacks", along),
                (batch, "cat-joins-batches", along),
                (right[1:], "batch-forgotten", along),
            ],
        ),
        hints=(
            "Which axis becomes longer? The sizes of all other axes must match, and they "
            "stay the same.",
        ),
        solution=(f"Along axis {axis}: {' + '.join(sizes)} = {{y.shape[{axis}]}}.",),
        check="Concatenating adds the sizes along one axis.",
    )


def _parts(call: Call) -> list[Shape]:
    """Return the shapes of the tensors in the list that a call takes as its first argument.

    Return an empty list if one of the shapes is not known.
    """
    text = call.inputs[0] if call.inputs else ""
    shapes = [shape_of(part) for part in text.strip("()").split(", ")]
    return [shape for shape in shapes if shape is not None] if all(shapes) else []


def _axis(parts: list[Shape], right: Shape) -> int | None:
    """Return the axis along which tensors of these shapes were joined, or None if it is unclear."""
    if len(parts) < 2 or len({len(part) for part in parts}) > 1:
        return None
    for axis, size in enumerate(right):
        if sum(part[axis] for part in parts) == size and all(part[axis] < size for part in parts):
            return axis
    return None


def _flattening(subject: Subject, call: Call, number: int) -> Iterator[Question]:
    before, right = shape_of(call.inputs[0]) if call.inputs else None, call.shape or ()
    if before is None or len(before) < 3 or len(right) != 2 or before[0] != right[0]:
        return
    total = right[0] * right[1]
    product = " * ".join(map(str, before[1:]))
    row = "Each of the {len(y)} examples becomes one row, which holds all of its numbers."
    yield Question(
        id=f"shape-after-{slug(call.path)}-flatten-{number}",
        topic="shape",
        level="easy",
        stem=f"In `{subject.name}`, a tensor with the shape {before} is flattened so that each"
        " example becomes one row. What is `y.shape`?",
        snippet="\n".join(
            [*_place(call), f"x = {random_tensor(before)}", "y = x.flatten(start_dim=1)"]
        ),
        asked={"ask": "y.shape", "key": f"({right[0]}, {product})"},
        wrongs=value_wrongs(
            right,
            [
                ((1, total), "batch-flattened", row),
                ((before[0], sum(before[1:])), "flatten-adds-sizes", _PRODUCT),
                ((*before[:2], total // (before[0] * before[1])), "flatten-keeps-channels", row),
                ((total,), "batch-flattened", row),
            ],
        ),
        hints=("Which axis stays?", "Multiply the sizes of the axes that are merged."),
        solution=(f"Each example has {product} = {{y.shape[1]}} numbers.",),
        check="Flattening keeps the number of elements.",
    )


_PRODUCT = "Every number is kept, so the sizes are multiplied: each row has {y.shape[-1]} numbers."
