"""Refuses torch.compile as soon as it is called.

Its compiler, Inductor, builds C++ code, which a confined snippet cannot do. Without this module the
call would import modules for seconds and then fail with "operation not permitted" or time out.
Backends that build nothing, such as `eager`, work. It is refused on every system, so that a lesson
that is proven on one is true on all.
"""

from functools import wraps
from typing import Any

import torch

MESSAGE = "torch.compile builds C++ code, which torchquiz does not let snippets do"


def refuse() -> None:
    """Make `torch.compile` raise where it would use Inductor.

    `torch.nn.Module.compile` calls the same function.
    """
    compile_with = torch.compile

    @wraps(compile_with)
    def compile(
        *args: Any, backend: Any = "inductor", disable: bool = False, **options: Any
    ) -> Any:
        if backend == "inductor" and not disable:
            raise RuntimeError(MESSAGE)
        return compile_with(*args, backend=backend, disable=disable, **options)

    torch.compile = compile
