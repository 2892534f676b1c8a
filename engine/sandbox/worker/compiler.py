"""Makes torch.compile fail as soon as it is called.

Its compiler, Inductor, builds C++ code, which a snippet in the sandbox cannot do. Without this
module, the call would import modules for seconds, then fail with "operation not permitted" or time
out. Backends that build nothing, such as `eager`, still work. The call fails on every system, so
that a lesson proven on one system is correct on all of them.
"""

from functools import wraps
from typing import Any

import torch

MESSAGE = "torch.compile builds C++ code, which torchquiz does not let snippets do"


def refuse() -> None:
    """Make `torch.compile` raise an exception whenever it would use Inductor.

    This also covers `torch.nn.Module.compile`, which calls it.
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
