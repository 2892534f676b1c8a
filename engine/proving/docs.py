"""Checks that the names in an item's `docs` exist in the installed PyTorch."""

from torchquiz.engine.models import authored
from torchquiz.engine.proof.context import ProofContext
from torchquiz.engine.sandbox.job import Ask, Block, Job, Raised

LOOK_UP = """\
import importlib
import torch

def _found(name):
    value, parts = torch, name.split(".")
    for end, part in enumerate(parts[1:], start=2):
        if not hasattr(value, part):
            importlib.import_module(".".join(parts[:end]))
        value = getattr(value, part)
    return True
"""


def check_docs(context: ProofContext, item: authored.Item) -> None:
    """Record a fault for each name in `docs` that does not exist in PyTorch."""
    if not item.docs:
        return
    asks = tuple(Ask(f"_found({name!r})") for name in item.docs)
    (outcome,) = context.run([Job((Block(LOOK_UP, role="setup"),), asks)], "docs")
    for number, (name, answer) in enumerate(zip(item.docs, outcome.answers, strict=False)):
        if isinstance(answer, Raised):
            context.note_fault(
                f"PyTorch has nothing called `{name}`.",
                "Write the full name as in PyTorch's documentation, such as torch.nn.Conv2d.",
                *("docs", number),
            )
