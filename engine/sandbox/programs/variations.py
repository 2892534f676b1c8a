"""Runs many variations of a program, and evaluates conditions after each of them.

Every variation has its own namespace. This code runs in a child of its own. Its names begin with an
underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _truths_after(
    programs: "tuple[str, ...]",
    conditions: "tuple[str, ...]",
    given: "tuple[str, ...]",
    seconds: float,
    fewest: int = 0,
) -> "list[list[bool | None]]":
    """Run programs until time is up, and return each condition's truth value after each program.

    Args:
        programs: the programs, including their setup.
        conditions: the conditions, as expressions.
        given: the names of parameters, which the conditions may use.
        seconds: the CPU time after which no further program is started.
        fewest: the number of programs for which twice that time may be used, unless the first ones
            show that it is not enough.

    Returns:
        One list per program that ran without an error. A condition that raises an exception is not
        true; if a name or an attribute is missing, nothing follows, and its truth value is None.
    """
    import contextlib
    import io
    import time

    truths: list[list[bool | None]] = []
    # CPU time, so that other processes do not affect how many programs run.
    began = time.process_time()
    for started, program in enumerate(programs):
        elapsed = time.process_time() - began
        needed = elapsed * max(1.0, fewest / max(1, started))
        if elapsed > seconds if len(truths) >= fewest else needed > 2 * seconds:
            break
        space = {"__name__": "__main__", **{name: globals()[name] for name in given}}
        _seed()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                exec(compile(program, "variation", "exec", dont_inherit=True), space)
            except Exception:
                continue
            truths.append([_truth(condition, space) for condition in conditions])
    return truths


def _seed() -> None:
    import random

    import torch

    torch.default_generator.manual_seed(0)
    random.seed(0)


def _truth(condition: str, space: "dict[str, Any]") -> "bool | None":
    try:
        return bool(eval(condition, space))
    except (NameError, AttributeError):
        return None
    except Exception:
        return False


def _true_of_all(conditions: "tuple[tuple[str, str], ...]") -> "list[bool]":
    """Return whether each condition is true of very different tensors or of very different numbers.

    Args:
        conditions: conditions, each with the name that stands for the tensor.
    """
    import torch

    tensors = [
        torch.ones(2, 3),
        torch.zeros(4),
        torch.arange(6).reshape(1, 2, 3),
        torch.full((3, 2), -1.5).T,
        torch.tensor(5),
        torch.tensor([True, False]),
        torch.rand(2, 2, requires_grad=True),
        torch.tensor([]),
    ]
    numbers = [0, 1, -3, 7.5, 10**6]
    return [
        any(
            all(_truth(condition, {"torch": torch, name: value}) for value in values)
            for values in (tensors, numbers)
        )
        for condition, name in conditions
    ]
