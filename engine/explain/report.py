"""Formats the trace of a model as text, Markdown or JSON."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from torchquiz.engine.models.calls import Call, CallTrace
from torchquiz.engine.tables import aligned
from torchquiz.engine.wording import counted

COLUMNS = ("call", "type", "input", "output", "parameters", "%", "multiply-adds", "%")
STEP = "·"
"""The sign in front of a step that calls a function, which has no path of its own."""
NOTHING = "–"
OFTEN = 0.05
"""The percentage below which a proportion is shown as `< 0.1`."""


def text_report(trace: CallTrace, depth: int = 0) -> str:
    """Return the trace as a plain-text table, followed by remarks.

    Args:
        trace: the trace.
        depth: the number of levels of nested modules to show; 0 shows all.
    """
    rows = [COLUMNS, *_rows(trace, depth)]
    lines = aligned(rows, right=slice(4, None), gap=2)
    return "\n".join([*lines, "", *remarks(trace)])


def markdown_report(trace: CallTrace, depth: int = 0) -> str:
    """Return the trace as a Markdown table, followed by remarks."""
    rows = [_markdown_row(row) for row in (COLUMNS, *_rows(trace, depth))]
    rule = "| --- | --- | --- | --- | ---: | ---: | ---: | ---: |"
    marked = [f"- {remark}" for remark in remarks(trace)]
    return "\n".join([rows[0], rule, *rows[1:], "", *marked])


def json_report(trace: CallTrace) -> str:
    """Return the trace as JSON, with the totals under `totals`."""
    plain: dict[str, Any] = msgspec.to_builtins(trace)
    for call in plain["calls"]:
        del call["means"], call["question"]
    return json.dumps({"totals": totals(trace), **plain}, ensure_ascii=False, indent=1)


def totals(trace: CallTrace) -> dict[str, int]:
    """Return the numbers of parameters and multiply-adds of the whole model, by name."""
    if not trace.calls:
        return {}
    model = trace.calls[0]
    return {
        "parameters": model.parameters,
        "trainable": model.trainable,
        "multiply_adds": model.multiply_adds,
        "multiply_adds_as_torchinfo": sum(call.layer_products for call in trace.calls),
    }


def remarks(trace: CallTrace) -> Iterator[str]:
    """Yield sentences about the totals, and about anything that the trace leaves out."""
    if not trace.calls:
        return
    total = totals(trace)
    frozen = total["parameters"] - total["trainable"]
    trained = "all trainable" if not frozen else f"{frozen:,} of them frozen"
    if total["parameters"]:
        yield f"{counted(total['parameters'], 'parameter')}, {trained}."
    else:
        yield "No parameters."
    if trace.loaded:
        entries = counted(trace.loaded, "entry", "entries")
        yield f"The weights were loaded from the file: {entries} of the state dict."
    if total["multiply_adds"]:
        yield (
            f"{counted(total['multiply_adds'], 'multiply-add')} in matrix products and "
            "convolutions "
            f"({total['multiply_adds_as_torchinfo']:,} by torchinfo's rule, which counts "
            "biases but only one position of a sequence)."
        )
    if trace.device == "meta":
        yield (
            "The model is too big to run here, so only shapes were computed, on PyTorch's meta"
            " device."
        )
    if trace.left_out:
        yield f"{counted(trace.left_out, 'more call')} left out."
    if trace.unwatched:
        yield f"Compiled, so the calls inside are not visible: {', '.join(trace.unwatched)}."


def visible(calls: Sequence[Call], depth: int) -> list[Call]:
    """Return the calls at most `depth` levels below the model, or all calls if `depth` is 0."""
    return [call for call in calls if not depth or call.depth <= depth]


def percentage(part: int, whole: int) -> str:
    """Format a proportion as a percentage: `12.5`, `< 0.1`, or an empty string for 0."""
    if not part or not whole:
        return ""
    per_cent = 100 * part / whole
    return f"{per_cent:.1f}" if per_cent >= OFTEN else "< 0.1"


def call_name(call: Call) -> str:
    """Return the name of a call: a module's path, a step's symbol, or the model's class name."""
    if call.kind == "step":
        return STEP
    return call.path or call.type


def _rows(trace: CallTrace, depth: int) -> Iterator[tuple[str, ...]]:
    if not trace.calls:
        return
    model = trace.calls[0]
    for call in visible(trace.calls, depth):
        indent = "  " * max(call.depth - 1, 0)
        inputs = ", ".join(call.inputs) or NOTHING
        output = call.output if call.is_done else "fails"
        parameters, share = _parameters(call, model)
        products = f"{call.multiply_adds:,}" if call.multiply_adds else NOTHING
        share_of_products = percentage(call.multiply_adds, model.multiply_adds)
        kind = _kind(call)
        name = indent + call_name(call)
        yield (
            name,
            kind,
            inputs,
            output or NOTHING,
            parameters,
            share,
            products,
            share_of_products,
        )


def _kind(call: Call) -> str:
    """Return the type of the called module or function, with a note if a module is shared."""
    if call.is_repeated:
        return f"{call.type} (again)"
    shared = f" (also {', '.join(call.aliases)})" if call.aliases else ""
    return f"{call.type}{shared}"


def _parameters(call: Call, model: Call) -> tuple[str, str]:
    """Return a module's number of parameters, alone and as a percentage of the model's number.

    Shared parameters are counted only at the first call.
    """
    if call.is_repeated or not call.parameters:
        return NOTHING, ""
    return f"{call.parameters:,}", percentage(call.parameters, model.parameters)


def _markdown_row(cells: Sequence[str]) -> str:
    # A vertical bar would end the table cell, and leading spaces would be lost.
    texts = [cell.replace("|", "\\|").replace("  ", "&emsp;") for cell in cells]
    return f"| {' | '.join(texts)} |"
