"""Decides which of the user's files a worker may read while it traces a model."""

from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.target import Target
from torchquiz.engine.sandbox.worker_process import WorkerPlan


def weights_file(path: Path) -> Path:
    """Check that a file of weights exists, and return its path.

    Raises:
        TorchquizError: the file does not exist or is a folder.
    """
    if path.is_dir():
        raise TorchquizError(f"--weights {path}: this is a folder; name a file in it.")
    if not path.is_file():
        raise TorchquizError(f"--weights {path}: the file does not exist.")
    return path


def tracing_plan(target: Target, *, makes_lesson: bool) -> WorkerPlan:
    """Return a plan for the worker that traces a model, with the files that it may read.

    If only a trace is printed, the model may read the files in its own folder. That folder becomes
    the working directory, so that relative paths and paths derived from `__file__` lead to it. If a
    lesson is written, the model may read no files, because the workers that run the lesson later
    cannot read them either.
    """
    readable: list[str] = []
    folder = ""
    if target.weights is not None:
        readable.append(str(target.weights.resolve()))
    if target.source is not None and not makes_lesson and is_narrow(target.source.path.parent):
        readable.append(str(target.source.path.resolve().parent))
        folder = str(target.source.top)
    return WorkerPlan(is_brief=True, module=target.module, readable=tuple(readable), folder=folder)


def is_narrow(folder: Path) -> bool:
    """Return whether a folder can be made readable without exposing the user's home folder.

    The home folder contains keys and passwords, and `/` gives access to other processes' memory.
    """
    resolved = folder.resolve()
    home = Path.home().resolve()
    return resolved != home and resolved not in home.parents and resolved.parent != resolved
