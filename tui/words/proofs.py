"""Describes the progress of a proof and the faults that it found."""

from torchquiz.engine.wording import counted


def proof_progress(done: int, total: int) -> str:
    """Return a line with the progress of a lesson's proof."""
    return f"proving {done} of {total}" if total else "proving"


def has_faults(faults: int, path: str) -> str:
    """Return how many faults a lesson has and which command shows them."""
    them = "it" if faults == 1 else "them"
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {them}"


def differs_from_release(title: str, answers: int) -> str:
    """Return a notice that some answers differ on this machine, and that these now count."""
    differ = counted(answers, "answer differs", "answers differ")
    return (
        f"{title}: {differ} on this machine from those in the torchquiz release."
        " From now on, this machine's answers count."
    )
