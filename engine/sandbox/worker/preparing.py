"""Imports torch and the code that runs a job, and hides that code from snippets."""

import builtins
import gc
import os
import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

RUNS_A_JOB = ("classes", "encoding", "exceptions", "child", "reporting")
"""The worker's modules that are in use while a snippet runs, in the order to import them."""


def without_names(*wanted: str) -> list[ModuleType]:
    """Hide all of the worker's modules from snippets, and return those with the given names.

    Afterwards a snippet can neither import them nor find the worker's command line.
    """
    sys.argv = [""]
    own = {name: module for name, module in sys.modules.items() if _is_own(module)}
    for name in own:
        del sys.modules[name]
    sys.modules["__main__"] = ModuleType("__main__")
    return [own[name] for name in wanted]


def _is_own(module: ModuleType) -> bool:
    """Return whether a module is from the worker's folder."""
    folder = os.path.dirname(getattr(module, "__file__", None) or "")
    return folder == os.path.dirname(os.path.abspath(__file__))


def import_torch() -> str:
    """Import torch and the code that runs a job, and return torch's version."""
    import compiler
    import torch

    for name in RUNS_A_JOB:
        _import_with_own_builtins(name)
    compiler.refuse()
    _let_old_torch_have_its_folder(os.path.dirname(torch.__file__))
    # Use one thread, because a child does not inherit a pool's threads and would wait for them
    # forever.
    torch.set_num_threads(1)
    sys.modules["child"].seed(0)
    # Exclude all existing objects from garbage collection, which in a child would write to all
    # their pages.
    gc.freeze()
    return str(torch.__version__)


def preload(module: str) -> None:
    """Import an installed module that every job needs. If that fails, the jobs report the error."""
    try:
        import_module(module)
    except BaseException:
        sys.modules.pop(module, None)
    gc.freeze()


def _let_old_torch_have_its_folder(torch: str) -> None:
    """Import the module that creates a temporary folder in old versions of torch.

    Otherwise the first optimiser would import it, which would fail once folders can no longer be
    created. The folder is not needed and is removed.

    Args:
        torch: the folder that contains torch.
    """
    path = os.path.join(torch, "distributed", "nn", "jit", "instantiator.py")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        makes_a_folder = "\n_TEMP_DIR = tempfile.TemporaryDirectory()" in file.read()
    if makes_a_folder:
        from torch.distributed.nn.jit import instantiator

        # Only old versions have `_TEMP_DIR`, and types are checked against the installed version.
        instantiator._TEMP_DIR.cleanup()  # type: ignore[attr-defined]


def _import_with_own_builtins(name: str) -> None:
    """Import a module of the worker, with a copy of the builtins that a snippet cannot replace."""
    spec = find_spec(name)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    module.__dict__["__builtins__"] = dict(vars(builtins))
    sys.modules[name] = module
    spec.loader.exec_module(module)
