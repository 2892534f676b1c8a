"""Finds the attribute of PyTorch that a misspelt one was probably meant to be.

This code runs in a child of its own, because only the worker imports torch.
"""


def _close_attribute(owner: str, name: str) -> str:
    """Return the attribute that differs from a name by one slip, or an empty string if none does.

    An attribute that differs only in capital letters or underscores at its ends may be a
    misconception, as in `nn.conv2d` or `x.float_`. It is not a typo.

    Args:
        owner: the name of a module, such as `torch.nn`, or of a class, such as `Tensor`.
        name: the attribute that does not exist.
    """
    import builtins
    import sys

    import torch

    places = (torch, torch.nn, torch.optim, torch.utils.data, builtins)
    owners = [sys.modules.get(owner), *(getattr(place, owner, None) for place in places)]
    known: set[str] = set()
    for each in owners:
        if each is not None:
            known |= {*dir(each), *getattr(each, "__annotations__", ())}
    plain = name.strip("_").lower()
    if any(plain == other.strip("_").lower() for other in known):
        return ""
    return next((other for other in sorted(known) if _is_one_slip(name, other)), "")


def _is_one_slip(left: str, right: str) -> bool:
    """Return whether one letter is missing, added, different, or swapped with its neighbour."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    is_swap = len(left) == 2 and left == right[::-1]
    return is_swap or max(len(left), len(right)) == 1
