"""Defines faults of banks, and the exceptions of torchquiz.

A wrong response, a snippet that raises and a timeout are values, never exceptions. A fault of a
bank is a value too, so that all faults are reported at once. Exceptions are for problems that an
author or the owner of the machine must solve:

    TorchquizError
    ├── BankError       a bank could not be read; carries all its faults
    ├── WorkerError     the process that runs snippets could not be started or replaced
    ├── StoreError      progress or proofs could not be read or written
    └── SettingsError   the settings file is invalid or cannot be written
"""

from dataclasses import dataclass, field

from torchquiz.engine.text.printable import message_text, printable


@dataclass(frozen=True, slots=True)
class Amendment:
    """A computed value that should replace a value in the file."""

    where: tuple[str | int, ...]
    """Path to the value, from the top of the file."""
    new: str
    old: str = ""
    """Part of the value's text that `new` replaces; empty means the whole text."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a bank: where, what, and what to do about it."""

    path: str
    line: int
    column: int
    message: str
    remedy: str
    item: str | None = None
    """Id of the item with the fault; None if it is not in an item."""
    variant: str | None = None
    """Parameters of the first variant with the fault; None if every variant has it."""
    amendment: Amendment | None = field(default=None, compare=False)
    """Correction that `torchquiz fill` can make; None if only the author can."""

    def __post_init__(self) -> None:
        # Texts may echo a lesson, so they must not carry escape sequences to the terminal.
        object.__setattr__(self, "message", message_text(self.message))
        object.__setattr__(self, "remedy", message_text(self.remedy))
        for name in ("item", "variant"):
            text = getattr(self, name)
            object.__setattr__(self, name, text and printable(text))

    def __str__(self) -> str:
        item = f" item '{self.item}':" if self.item else ""
        variant = f" (with {self.variant})" if self.variant else ""
        remedy = "".join(f"\n  {line}" for line in self.remedy.splitlines())
        path = printable(self.path)
        return f"{path}:{self.line}:{self.column}:{item} {self.message}{variant}{remedy}"


class TorchquizError(Exception):
    """The base of all errors raised on purpose; its text is a sentence for the user."""


class BankError(TorchquizError):
    """A bank that could not be read."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WorkerError(TorchquizError):
    """A worker that could not be started, or that died more than once in a row."""


class StoreError(TorchquizError):
    """A database of progress or proofs that could not be read or written."""


class SettingsError(TorchquizError):
    """A settings file that is invalid, or cannot be read or written."""
