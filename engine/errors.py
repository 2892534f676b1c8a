"""What can be wrong, from the ground floor up.

A wrong response, a snippet that raises and a timeout are values, never exceptions. A fault of a
bank is a value too, so that all of them are reported at once. Exceptions are for authors and
machines:

    TorchquizError
    ├── BankError       a bank could not be read; carries every fault found
    ├── WorkerError     the process that runs snippets could not be started or replaced
    ├── StoreError      progress or proofs could not be read or written
    └── SettingsError   the file of settings is faulty or cannot be written
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Amendment:
    """The right value for a place in the file, known because it was computed."""

    where: tuple[str | int, ...]
    """The way to the value, from the top of the file."""
    new: str
    old: str = ""
    """The part of the value's text that `new` replaces; empty means the whole."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a bank: where, what, and what to do about it."""

    path: str
    line: int
    column: int
    message: str
    remedy: str
    item: str | None = None
    """None means the fault belongs to no item."""
    variant: str | None = None
    """The parameters of the first variant that shows it; None means every variant."""
    amendment: Amendment | None = field(default=None, compare=False)
    """None means that only the author can mend it."""

    def __str__(self) -> str:
        item = f" item '{self.item}':" if self.item else ""
        variant = f" (with {self.variant})" if self.variant else ""
        remedy = "".join(f"\n  {line}" for line in self.remedy.splitlines())
        return f"{self.path}:{self.line}:{self.column}:{item} {self.message}{variant}{remedy}"


class TorchquizError(Exception):
    """The root of all errors raised on purpose; its text is one sentence for a person."""


class BankError(TorchquizError):
    """A bank could not be read."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WorkerError(TorchquizError):
    """The worker could not be started, or died more than once in a row."""


class StoreError(TorchquizError):
    """Progress or proofs could not be read or written."""


class SettingsError(TorchquizError):
    """The file of settings is faulty, or cannot be read or written."""
