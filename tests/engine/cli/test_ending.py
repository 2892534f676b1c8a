"""Tests how a command ends: its exit status, and its sentence on stderr."""

import pytest

from torchquiz.engine.cli import statuses
from torchquiz.engine.cli.ending import exit_status
from torchquiz.engine.errors import (
    BankError,
    Fault,
    SettingsError,
    StoreError,
    TorchquizError,
    WorkerError,
)

FAULT = Fault("a.yaml", 3, 7, "the key is wrong.", "Fix it.", "size")


def raising(error: BaseException) -> int:
    def command() -> int:
        raise error

    return exit_status(command)


@pytest.mark.parametrize("status", [statuses.ALL_WELL, statuses.FAULTS, statuses.COULD_NOT_RUN])
def test_a_command_that_runs_decides_its_status(status: int) -> None:
    assert exit_status(lambda: status) == status


@pytest.mark.parametrize(
    ("error", "status", "err"),
    [
        (TorchquizError("It is missing."), statuses.COULD_NOT_RUN, "torchquiz: It is missing.\n"),
        (WorkerError("It is gone."), statuses.COULD_NOT_RUN, "torchquiz: It is gone.\n"),
        (StoreError("It is full."), statuses.COULD_NOT_RUN, "torchquiz: It is full.\n"),
        (SettingsError("It is faulty."), statuses.COULD_NOT_RUN, "torchquiz: It is faulty.\n"),
        (
            BankError([FAULT]),
            statuses.FAULTS,
            "a.yaml:3:7: item 'size': the key is wrong.\n  Fix it.\n",
        ),
        (
            PermissionError(13, "Permission denied", "conv.yaml"),
            statuses.COULD_NOT_RUN,
            "torchquiz: conv.yaml: Permission denied.\n",
        ),
        (
            OSError(28, "No space left on device"),
            statuses.COULD_NOT_RUN,
            "torchquiz: No space left on device.\n",
        ),
        (BrokenPipeError(32, "Broken pipe"), statuses.CLOSED_PIPE, ""),
        (KeyboardInterrupt(), statuses.INTERRUPTED, ""),
        (
            KeyboardInterrupt("Interrupted."),
            statuses.INTERRUPTED,
            "torchquiz: Interrupted.\n",
        ),
        (SystemExit(2), 2, ""),
        (SystemExit(), 0, ""),
    ],
)
def test_each_error_has_one_status_and_one_sentence(
    error: BaseException, status: int, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(error) == status
    assert capsys.readouterr() == ("", err)


def test_an_unexpected_error_keeps_its_stack_trace() -> None:
    with pytest.raises(ValueError, match="ours"):
        raising(ValueError("ours"))


def test_the_statuses_are_those_in_the_readme() -> None:
    table = {name: number for name, number in vars(statuses).items() if name.isupper()}
    assert table == {
        "ALL_WELL": 0,
        "FAULTS": 1,
        "COULD_NOT_RUN": 2,
        "INTERRUPTED": 130,
        "CLOSED_PIPE": 141,
    }
