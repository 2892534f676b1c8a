"""The one place where what a command raises becomes an exit status and a sentence on stderr.

A light import: the errors are loaded only once there is one.
"""

import os
import sys
from collections.abc import Callable

from torchquiz.engine.cli.statuses import (
    ALL_WELL,
    CLOSED_PIPE,
    COULD_NOT_RUN,
    FAULTS,
    INTERRUPTED,
)


def exit_status(command: Callable[[], int]) -> int:
    """Run a command and return its exit status; an error of our own keeps its stack trace."""
    try:
        status = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ALL_WELL
    except KeyboardInterrupt as interrupt:
        return _interrupted(str(interrupt))
    except BrokenPipeError:
        _detach(sys.stdout)
        return CLOSED_PIPE
    except OSError as error:
        _detach(sys.stdout)
        return could_not_run(_sentence(error))
    except Exception as error:
        status_of_error = _expected(error)
        if status_of_error is None:
            raise
        return status_of_error


def could_not_run(sentence: str) -> int:
    """Say on stderr why a command could not run; return the status for that."""
    print(f"torchquiz: {sentence}", file=sys.stderr)
    return COULD_NOT_RUN


def _interrupted(sentence: str) -> int:
    """Say what an interrupted command has to say, mostly nothing."""
    if sentence:
        print(f"torchquiz: {sentence}", file=sys.stderr)
    return INTERRUPTED


def _expected(error: Exception) -> int | None:
    """Return the status of an error that is raised on purpose; None for any other."""
    from torchquiz.engine.errors import BankError, TorchquizError

    if isinstance(error, BankError):
        print(error, file=sys.stderr)
        return FAULTS
    if isinstance(error, TorchquizError):
        return could_not_run(str(error))
    return None


def _sentence(error: OSError) -> str:
    """Return what the system refuses, for instance `conv.yaml: Permission denied.`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def _detach(stream: object) -> None:
    """Point standard output at the null device, so that the interpreter's last flush is silent."""
    if stream is not sys.__stdout__ or sys.__stdout__ is None:
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.__stdout__.fileno())
    os.close(null)
