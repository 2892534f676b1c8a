"""The result of a command that a test has run."""

import json
from collections.abc import Callable
from typing import Any


class CommandResult:
    """The exit status of a command, and what it wrote to stdout and stderr."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object that the command printed."""
        printed: dict[str, Any] = json.loads(self.out)
        return printed


Check = Callable[..., CommandResult]
