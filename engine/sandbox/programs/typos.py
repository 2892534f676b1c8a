"""Finds the PyTorch attribute or parameter that a misspelt name probably stands for.

This code runs in a child of its own, because only the worker imports torch.
"""


def _close_attribute(owner: str, name: str) -> str:
    """Return the attribute that differs from a misspelt name by one typo.

    Return an empty string if there is none. A name that differs only in capital letters or in
    underscores at its ends, such as `nn.conv2d` or `x.float_`, may reflect a misconception and does
    not count as a typo.

    Args:
        owner: the name of a module, such as `torch.nn`, or of a class, such as `Tensor` or
            `torch.Tensor`.
        name: the attribute that does not exist.
    """
    import builtins
    import sys

    import torch

    places = (torch, torch.nn, torch.optim, torch.utils.data, builtins)
    short = owner.rpartition(".")[2]
    owners = [sys.modules.get(owner), *(getattr(place, short, None) for place in places)]
    known: set[str] = set()
    for each in owners:
        if each is not None:
            known |= {*dir(each), *getattr(each, "__annotations__", ())}
    plain = name.strip("_").lower()
    if any(plain == other.strip("_").lower() for other in known):
        return ""
    return next((other for other in sorted(known) if _is_one_slip(name, other)), "")


def _close_parameter(function: str, name: str) -> str:
    """Return the parameter that differs from a misspelt name by one typo.

    Return an empty string if there is none.

    Args:
        function: the function in Python's message, such as `Conv2d.__init__` or `relu`.
        name: the keyword argument that the function does not have.
    """
    import inspect

    import torch

    owner = function.partition(".")[0]
    places = (torch, torch.nn, torch.nn.functional, torch.optim, torch.utils.data, torch.Tensor)
    for place in places:
        called = getattr(place, owner, None)
        if called is None:
            continue
        try:
            known = list(inspect.signature(called).parameters)
        except (ValueError, TypeError):
            continue
        return next((other for other in known if _is_one_slip(name, other)), "")
    return ""


def _is_one_slip(left: str, right: str) -> bool:
    """Return whether two names differ by one missing, added, changed or swapped letter.

    A letter may be swapped only with its neighbour.
    """
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    is_swap = len(left) == 2 and left == right[::-1]
    return is_swap or max(len(left), len(right)) == 1
