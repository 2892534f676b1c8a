"""A proof in words: how far it is, and what to do about faults."""

from torchquiz.engine.wording import counted


def being_proven(done: int, total: int) -> str:
    """How far a lesson's proof is."""
    return f"being proven {done} of {total}" if total else "being proven"


def has_faults(faults: int, path: str) -> str:
    """Why a lesson is not offered, and what shows more."""
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {'it' if faults == 1 else 'them'}"
