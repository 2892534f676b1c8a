"""Faults in lessons, and the exceptions of torchquiz.

Wrong answers, snippets that raise, and timeouts are represented by values, never by exceptions. The
faults in a lesson are also values, so that all of them can be reported at once. Exceptions are for
problems that an author or the machine's owner has to solve:

    TorchquizError
    ├── BankError       a lesson or a folder of lessons cannot be read; contains all its faults
    ├── WorkerError     the process that runs snippets cannot be started or replaced
    ├── StoreError      progress or proofs cannot be read or written
    └── SettingsError   the settings file is invalid, or cannot be read or written
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import force_setattr


class Amendment(Struct, frozen=True):
    """A computed value that should replace a value in a lesson file."""

    where: tuple[str | int, ...]
    """Path to the value: the keys and indices that lead to it."""
    new: str
    old: str = ""
    """The part of the old value that `new` replaces.

    It is empty if `new` replaces the whole value.
    """


class Fault(Struct, frozen=True):
    """A mistake in a lesson, with its position and a suggested remedy."""

    path: str
    line: int
    column: int
    message: str
    remedy: str
    item: str | None = None
    """Id of the item that has the fault, or None if the fault is outside the items."""
    variant: str | None = None
    """Parameters of the first variant that has the fault, or None if every variant has it."""
    amendment: Amendment | None = None
    """Correction that `torchquiz fill` can make.

    It is None if only the author can correct the fault.
    """

    def __post_init__(self) -> None:
        # Imported only here to keep start-up fast, because the app rarely finds a fault.
        from torchquiz.engine.text.printable import message_text, printable

        # Texts may echo a lesson, so they must not carry escape sequences to the terminal.
        force_setattr(self, "message", message_text(self.message))
        force_setattr(self, "remedy", message_text(self.remedy))
        for name in ("item", "variant"):
            text = getattr(self, name)
            force_setattr(self, name, text and printable(text))

    def __lt__(self, other: Fault) -> bool:
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[object, ...]:
        """The key by which faults are sorted."""
        place = (self.path, self.line, self.column)
        return (*place, self.message, self.remedy, self.item or "", self.variant or "")

    def __str__(self) -> str:
        from torchquiz.engine.text.printable import printable

        item = f" item '{self.item}':" if self.item else ""
        variant = f" (with {self.variant})" if self.variant else ""
        remedy = "".join(f"\n  {line}" for line in self.remedy.splitlines())
        path = printable(self.path)
        return f"{path}:{self.line}:{self.column}:{item} {self.message}{variant}{remedy}"


class TorchquizError(Exception):
    """The base class of all expected errors. The message is a sentence for the user."""


class BankError(TorchquizError):
    """Raised when a lesson or a folder of lessons cannot be read."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WorkerError(TorchquizError):
    """Raised when a worker process cannot be started, or dies repeatedly."""


class StoreError(TorchquizError):
    """Raised when the database of progress or proofs cannot be read or written."""


class SettingsError(TorchquizError):
    """Raised when the settings file is invalid, or cannot be read or written."""
