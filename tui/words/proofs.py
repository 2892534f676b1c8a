"""A proof in words: how far it is, and what to do about faults."""

from torchquiz.engine.wording import counted


def being_proven(done: int, total: int) -> str:
    """Return how far a lesson's proof is."""
    return f"being proven {done} of {total}" if total else "being proven"


def has_faults(faults: int, path: str) -> str:
    """Return why a lesson cannot be opened, and which command shows more."""
    them = "it" if faults == 1 else "them"
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {them}"
