"""Finds out whether this machine has what an item needs: a version of PyTorch, or CUDA."""

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from torchquiz.engine.models import authored
from torchquiz.engine.sandbox.job import Ask, Block, Goal, Job
from torchquiz.engine.sandbox.pool import Workers

COMPUTES = Ask("torch.ones(2, device='cuda').sum().item() == 2", "goal")


def has_valid_versions(item: authored.Item) -> bool:
    """Return whether the versions of PyTorch that an item supports can be parsed."""
    try:
        SpecifierSet(item.torch or "")
    except InvalidSpecifier:
        return False
    return True


def missing_need(item: authored.Item, torch: str, workers: Workers) -> str:
    """Return what the item needs and the workers lack, such as `CUDA` or `PyTorch >=2.6`.

    Return an empty string if nothing is missing.

    Args:
        item: an item with valid versions.
        torch: the version of PyTorch that the workers run.
        workers: the workers that would prove the item.
    """
    versions = SpecifierSet(item.torch or "")
    if not versions.contains(Version(torch).base_version, prereleases=True):
        return f"PyTorch {item.torch}"
    if item.needs == "cuda" and not computes_on_cuda(workers):
        return "CUDA"
    return ""


def computes_on_cuda(workers: Workers) -> bool:
    """Return whether a snippet in the sandbox can compute on a CUDA device."""
    job = Job((Block("import torch"),), (COMPUTES,), purpose="looking for CUDA")
    return any(isinstance(answer, Goal) and answer.holds for answer in workers.run(job).answers)


def has_needs(item: authored.Item) -> bool:
    """Return whether an item may be left out on some machines."""
    return item.needs is not None or item.torch is not None
