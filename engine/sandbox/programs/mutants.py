"""Runs many programs in one process, and evaluates expressions after each of them.

Every program has its own namespace. This code runs in a child of its own. Its names begin with an
underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    _Asks = tuple[tuple[str, str], ...]
    """The mode of each expression, `value`, `goal` or `printed`, and its code."""
    _Rows = list[str | list[tuple[Any, ...]]]


_PROGRAM = "mutant"
"""The name of the file to which the code of each program belongs."""


class _TooSlow(BaseException):
    """Raised in a program that exceeds its time limit. `except Exception` does not catch it."""


def _answers_after(
    programs: "tuple[str, ...]",
    asks: "_Asks",
    given: "tuple[str, ...]",
    seconds: float,
    seconds_each: float,
) -> "_Rows":
    """Run programs until time is up, and evaluate the same expressions after each one.

    Args:
        programs: the programs, including their setup.
        asks: pairs of a mode and an expression. In the mode `printed`, the expression is replaced
            by statements, whose output is used as the value.
        given: the names of parameters, which the expressions may use.
        seconds: the CPU time after which no further program is started.
        seconds_each: the CPU time after which a program is interrupted.

    Returns:
        One entry per program that was started. If an exception ended the program, the entry is the
        class of the exception. Otherwise it contains one tuple per expression: with the value; or
        `(None, class)` if the expression itself raised an exception; or empty if it called code of
        the program that raised one.
    """
    import signal
    import time

    rows: _Rows = []
    parameters = {name: globals()[name] for name in given}
    compiled = [(mode, _compiled(mode, code)) for mode, code in asks]
    signal.signal(signal.SIGPROF, _end_program)
    began = time.process_time()  # Other processes must not decide how many programs fit.
    for program in programs:
        if time.process_time() - began > seconds:
            break
        space = {"__name__": "__main__", **parameters}
        signal.setitimer(signal.ITIMER_PROF, seconds_each)
        try:
            rows.append(_row(program, compiled, space))
        except BaseException as error:
            rows.append(type(error).__name__)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return rows


def _end_program(number: int, frame: object) -> None:
    raise _TooSlow


def _compiled(mode: str, code: str) -> "CodeType":
    kind = "exec" if mode == "printed" else "eval"
    return compile(code.strip(), "check", kind, dont_inherit=True)


def _row(
    program: str, asks: "list[tuple[str, CodeType]]", space: "dict[str, Any]"
) -> "list[tuple[Any, ...]]":
    import contextlib
    import io

    _start_afresh()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(program, _PROGRAM, "exec", dont_inherit=True), space)
        return [_answer(mode, code, space) for mode, code in asks]


def _answer(mode: str, code: "CodeType", space: "dict[str, Any]") -> "tuple[Any, ...]":
    import contextlib
    import io

    stream = io.StringIO()
    try:
        if mode == "printed":
            with contextlib.redirect_stdout(stream):
                exec(code, dict(space))
            lines = [line.rstrip() for line in stream.getvalue().split("\n")]
            return ("\n".join(lines).strip("\n"),)
        value = eval(code, space)
        return (bool(value) if mode == "goal" else _kept(value),)
    except Exception as error:
        return () if _is_from_program(error) else (None, type(error).__name__)


def _is_from_program(error: Exception) -> bool:
    """Return whether an exception's traceback contains code of the program."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _PROGRAM:
            return True
        trace = trace.tb_next
    return False


def _kept(value: "Any") -> "Any":
    """Copy a tensor or a collection, so that later code cannot change it in place."""
    import torch

    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if type(value) in (list, tuple):
        return type(value)(_kept(element) for element in value)
    if type(value) is dict:
        return {_kept(key): _kept(element) for key, element in value.items()}
    return value


def _start_afresh() -> None:
    """Reset the global state of Python and PyTorch that an earlier program may have changed."""
    import random

    import torch

    torch.default_generator.manual_seed(0)
    random.seed(0)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
