"""Turns exceptions raised by a command into an exit status and a message on stderr.

The classes of torchquiz's errors are imported only after an error, so that commands start quickly.
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
    """Run a command and return its exit status. Only unexpected errors show a stack trace."""
    try:
        status = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ALL_WELL
    except KeyboardInterrupt as interrupt:
        return _report_interruption(str(interrupt))
    except BrokenPipeError:
        _detach(sys.stdout)
        return CLOSED_PIPE
    except OSError as error:
        _detach(sys.stdout)
        return could_not_run(_sentence(error))
    except Exception as error:
        status_of_error = _report_expected(error)
        if status_of_error is None:
            raise
        return status_of_error


def could_not_run(sentence: str) -> int:
    """Print on stderr why a command could not run, and return the exit status for that case."""
    from torchquiz.engine.text.printable import message_text

    print(f"torchquiz: {message_text(sentence)}", file=sys.stderr)
    return COULD_NOT_RUN


def _report_interruption(sentence: str) -> int:
    """Print the message about an interrupted command, if there is one. Return the exit status."""
    if sentence:
        print(f"torchquiz: {sentence}", file=sys.stderr)
    return INTERRUPTED


def _report_expected(error: Exception) -> int | None:
    """Print one of torchquiz's own errors and return its exit status. Return None for others."""
    from torchquiz.engine.errors import BankError, TorchquizError

    if isinstance(error, BankError):
        print(error, file=sys.stderr)
        return FAULTS
    if isinstance(error, TorchquizError):
        return could_not_run(str(error))
    return None


def _sentence(error: OSError) -> str:
    """Return a message for an operating system error, such as `conv.yaml: Permission denied.`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def _detach(stream: object) -> None:
    """Redirect stdout to the null device, so that the final flush at exit cannot fail."""
    if stream is not sys.__stdout__ or sys.__stdout__ is None:
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.__stdout__.fileno())
    os.close(null)
