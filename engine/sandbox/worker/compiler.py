"""torch.compile is refused when it is asked for: its compiler, Inductor, builds C++ code, which a confined snippet cannot.

Otherwise it would import and look around for seconds, and end in «operation not permitted» or in the time limit. Backends that
build nothing, such as `eager`, work. Refused on every system alike, so that a bank that is proven on one is true on all.
"""

from functools import wraps
from typing import Any

import torch


def refuse() -> None:
    """Have `torch.compile` raise where it would use Inductor; `torch.nn.Module.compile` goes the same way."""
    compile_with = torch.compile

    @wraps(compile_with)
    def compile(
        *args: Any, backend: Any = "inductor", disable: bool = False, **options: Any
    ) -> Any:
        if backend == "inductor" and not disable:
            raise RuntimeError(
                "torch.compile builds C++ code, which torchquiz does not let snippets do"
            )
        return compile_with(*args, backend=backend, disable=disable, **options)

    torch.compile = compile
