"""Decides which files of the user the worker may read while it traces a model."""

from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.target import Target
from torchquiz.engine.sandbox.worker_process import WorkerPlan


def weights_file(path: Path) -> Path:
    """Return the path of a file of weights, after making sure that it is a file.

    Raises:
        TorchquizError: it does not exist or is a folder.
    """
    if path.is_dir():
        raise TorchquizError(f"--weights {path}: this is a folder; name a file in it.")
    if not path.is_file():
        raise TorchquizError(f"--weights {path}: the file does not exist.")
    return path


def tracing_plan(target: Target, *, makes_lesson: bool) -> WorkerPlan:
    """Return the plan of a worker that traces a model.

    To print a trace, the model may read the files in its own folder, which becomes the working
    folder, so that paths relative to it and to `__file__` lead there. For a lesson the model may
    read nothing: whoever takes the lesson runs it on workers that cannot read the files either.
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
    """Return whether a folder may be read without opening the user's home folder as well.

    The home folder also contains keys and passwords, and `/` the memory of other processes.
    """
    resolved = folder.resolve()
    home = Path.home().resolve()
    return resolved != home and resolved not in home.parents and resolved.parent != resolved
