"""A pytest plugin that collects lessons and proves them.

Every run of pytest in an environment with torchquiz loads this plugin, so it imports only pytest
and the standard library. The package `pytest_lessons`, which does the work, is imported when the
first lesson is found.
"""

import argparse
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

SUFFIXES = (".yaml", ".yml")
LESSONS = "torchquiz.engine.pytest_lessons"
SWITCH = "Collect torchquiz lessons"
CACHE = "Use the proofs that `torchquiz check` has cached, and cache new proofs"
JOBS = (
    "Total number of PyTorch processes that prove lessons; with -n, the workers of pytest-xdist"
    " share them, and each worker has at least one"
)
TIMEOUT = "Time limit in seconds for one test of a lesson; 0 for no limit"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the plugin's options, which can also be set in pytest's configuration file."""
    group = parser.getgroup("torchquiz", "torchquiz lessons")
    group.addoption(
        "--torchquiz",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=f"{SWITCH} (default: yes; ini: torchquiz)",
    )
    group.addoption(
        "--torchquiz-cache",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=f"{CACHE} (default: no, which proves everything again; ini: torchquiz_cache)",
    )
    group.addoption(
        "--torchquiz-jobs",
        metavar="N",
        help=f"{JOBS} (default: one per processor; ini: torchquiz_jobs)",
    )
    group.addoption(
        "--torchquiz-timeout",
        metavar="SECONDS",
        help=f"{TIMEOUT} (default: 300; ini: torchquiz_timeout)",
    )
    parser.addini("torchquiz", SWITCH, type="bool", default=True)
    parser.addini("torchquiz_cache", CACHE, type="bool", default=False)
    parser.addini("torchquiz_jobs", f"{JOBS} (default: one per processor)", default="")
    parser.addini("torchquiz_timeout", TIMEOUT, default="300")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect lessons.

    If the user passes a YAML file that no plugin collects, report an error.
    """
    collectors = yield
    if file_path.suffix not in SUFFIXES or not _is_on(parent.config):
        return collectors
    from torchquiz.engine.yaml.recognise import is_lesson, may_be_lesson

    is_named = _is_named(file_path, parent.config)
    if is_lesson(file_path) and (is_named or may_be_lesson(file_path)):
        from torchquiz.engine.pytest_lessons.lesson_file import LessonFile

        return [*collectors, LessonFile.from_parent(parent, path=file_path)]
    if is_named and not collectors:
        from torchquiz.engine.pytest_lessons.not_a_lesson import NotALesson

        return [NotALesson.from_parent(parent, path=file_path)]
    return collectors


def pytest_collection_finish(session: pytest.Session) -> None:
    """Validate the options once a lesson has been found, before any lesson is proven."""
    settings = sys.modules.get(f"{LESSONS}.settings")
    if settings is not None:
        settings.check(session.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the processes that prove lessons, if any were started."""
    proof_run = sys.modules.get(f"{LESSONS}.proof_run")
    if proof_run is not None:
        proof_run.end(config)


def _is_on(config: pytest.Config) -> bool:
    on_command_line = config.getoption("torchquiz")
    return bool(config.getini("torchquiz") if on_command_line is None else on_command_line)


def _is_named(path: Path, config: pytest.Config) -> bool:
    """Return whether a file was passed to pytest, as `FILE` or `FILE::TEST`."""
    folder = config.invocation_params.dir
    named = [folder / argument.split("::")[0] for argument in config.args]
    return path.resolve() in [argument.resolve() for argument in named]
