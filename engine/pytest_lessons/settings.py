"""Reads the settings for lessons from pytest's command line and configuration file."""

import os

import pytest


def check(config: pytest.Config) -> None:
    """Validate all settings.

    Raises:
        UsageError: a setting is not valid.
    """
    jobs(config)
    timeout_s(config)


def uses_cache(config: pytest.Config) -> bool:
    """Return whether to use cached proofs."""
    return bool(_value(config, "torchquiz_cache"))


def jobs(config: pytest.Config) -> int:
    """Return the number of PyTorch processes that this process may start.

    Raises:
        UsageError: the setting is not a number from 1 to 256.
    """
    text = str(_value(config, "torchquiz_jobs") or _processors())
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise pytest.UsageError(f"--torchquiz-jobs: '{text}' is not a number from 1 to 256.")
    return max(1, int(text) // _xdist_workers(config))


def timeout_s(config: pytest.Config) -> float:
    """Return the time limit for one test in seconds, or infinity for no limit.

    Raises:
        UsageError: the setting is not a number of seconds.
    """
    text = str(_value(config, "torchquiz_timeout"))
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not seconds >= 0:
        raise pytest.UsageError(f"--torchquiz-timeout: '{text}' is not a number of seconds.")
    return seconds or float("inf")


def is_xdist_worker(config: pytest.Config) -> bool:
    """Return whether this process is a worker of pytest-xdist."""
    return hasattr(config, "workerinput")


def _value(config: pytest.Config, name: str) -> object:
    on_command_line: object = config.getoption(name)
    return config.getini(name) if on_command_line is None else on_command_line


def _processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _xdist_workers(config: pytest.Config) -> int:
    """Return the number of processes that share the tests, which is 1 without pytest-xdist."""
    workerinput: dict[str, object] = getattr(config, "workerinput", {})
    return int(str(workerinput.get("workercount", 1)))
