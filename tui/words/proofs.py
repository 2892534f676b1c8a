"""Describes the progress of a proof and the faults that it found."""

from torchquiz.engine.wording import counted

MORE_IS_CHECKED = (
    "The next questions are still being checked on PyTorch. They come in a few seconds."
)
LOOK_S = 0.2
"""Seconds after which a front end that waits for the next question looks for it again."""


def proof_progress(done: int, total: int) -> str:
    """Return how much of a lesson has been proven, such as `proving 12 of 71`."""
    return f"proving {done} of {total}" if total else "proving"


def open_while_proven(done: int, total: int) -> str:
    """Return a note that a lesson can be opened, with how much of it has been proven."""
    return f"ready, {done} of {total} proven" if total else "ready, being proven"


def has_faults(faults: int, path: str) -> str:
    """Return a note on how many faults a lesson has, with the command that shows them."""
    them = "it" if faults == 1 else "them"
    return f"{counted(faults, 'fault')}: torchquiz check {path} shows {them}"


def differs_from_release(title: str, answers: int) -> str:
    """Return a notice that some answers on this machine differ from the released ones."""
    differ = counted(answers, "answer differs", "answers differ")
    return (
        f"{title}: {differ} on this machine from those in the torchquiz release."
        " From now on, this machine's answers count."
    )
