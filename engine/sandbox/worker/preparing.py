"""Imports torch, and what runs a job, so that a snippet finds nothing but torch."""

import builtins
import gc
import os
import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType


def without_names(*wanted: str) -> list[ModuleType]:
    """These modules of the worker, none of which a snippet finds by importing it from now on; nor the worker's command line."""
    sys.argv = [""]
    own = {name: module for name, module in sys.modules.items() if _is_own(module)}
    for name in own:
        del sys.modules[name]
    sys.modules["__main__"] = ModuleType("__main__")
    return [own[name] for name in wanted]


def _is_own(module: ModuleType) -> bool:
    """Whether a module is the worker's."""
    return os.path.dirname(getattr(module, "__file__", None) or "") == os.path.dirname(
        os.path.abspath(__file__)
    )


def import_torch() -> str:
    """Import torch and what runs a job, on one thread; returns torch's version."""
    import compiler
    import torch

    _import_with_own_builtins("child")
    _import_with_own_builtins("reporting")
    compiler.refuse()
    _let_old_torch_have_its_folder(os.path.dirname(torch.__file__))
    torch.set_num_threads(1)
    sys.modules["child"].seed(0)
    gc.freeze()
    return str(torch.__version__)


def _let_old_torch_have_its_folder(torch: str) -> None:
    """Some versions make a temporary folder when the first optimiser is imported, and fail without; later nobody may make one."""
    path = os.path.join(torch, "distributed", "nn", "jit", "instantiator.py")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        makes_a_folder = "\n_TEMP_DIR = tempfile.TemporaryDirectory()" in file.read()
    if makes_a_folder:
        from torch.distributed.nn.jit import instantiator

        instantiator._TEMP_DIR.cleanup()


def _import_with_own_builtins(name: str) -> None:
    """Import a module of the worker so that it keeps its builtins, whatever a snippet makes of everybody's."""
    spec = find_spec(name)
    module = module_from_spec(spec)
    module.__dict__["__builtins__"] = dict(vars(builtins))
    sys.modules[name] = module
    spec.loader.exec_module(module)
