"""Describes the progress of a proof and the faults that it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import ProofProgress

MORE_IS_CHECKED = (
    "The next questions are still being checked on PyTorch. The quiz goes on when one is ready."
)
LOOK_S = 0.2
"""Seconds after which a front end that waits for the next question looks for it again."""


def why_closed(news: ProofProgress | None) -> str:
    """Return why a lesson cannot be opened yet, such as `checking, 12 of 71 items`."""
    if news is None:
        return "waits to be checked"
    if news.obstacle:
        return "cannot be checked"
    if not news.total:
        return "checking the first questions"
    return f"checking, {news.done} of {news.total} items"


def open_so_far(items: int) -> str:
    """Return a note that a lesson can be opened, although only some items have been proven."""
    return f"ready, {counted(items, 'item')} so far"


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
