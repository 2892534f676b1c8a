"""Puts the progress of a proof, and its faults, into words."""

from torchquiz.engine.wording import counted


def proof_progress(done: int, total: int) -> str:
    """Return how far the proof of a lesson is."""
    return f"proving {done} of {total}" if total else "proving"


def has_faults(faults: int, path: str) -> str:
    """Return how many faults a lesson has, and which command shows them."""
    them = "it" if faults == 1 else "them"
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {them}"
