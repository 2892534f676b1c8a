"""What a command of the engine said."""

import json
from collections.abc import Callable
from typing import Any


class Said:
    """What a check said and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(self.out)
        return plain


Check = Callable[..., Said]
