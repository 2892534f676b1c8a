"""Proves as much of a lesson as an activity needs, unless that proof is cached."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.folders import BANKS, trust_file
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.study.activities import NEEDS_ALL, ActivityName

if TYPE_CHECKING:
    from torchquiz.engine.study.background_proof import ProofProgress
    from torchquiz.engine.study.standing import Standing
    from torchquiz.engine.study.study import Study

Say = Callable[[str], None]


def ensure_open(study: "Study", path: Path, activity: ActivityName, say: Say) -> str:
    """Prove as much of a lesson as an activity needs, and return the id of the lesson.

    The rest of the lesson and all other lessons are proven in the background.

    Raises:
        BankError: the proof found faults.
        TorchquizError: the lesson cannot be proven, for instance because PyTorch is missing.
    """
    standing = _standing(study, path)
    if standing.lesson and can_open(study, standing, activity):
        return standing.lesson.id
    if not torch_version():
        raise TorchquizError(standing.obstacle)
    permit_unproven([path])
    say(
        f"Checking the first questions of {path.name} by running their code on PyTorch, so that"
        " every answer you see is right. The rest is checked while you study; this happens only"
        " once."
    )
    study.prove(path, activity)
    faults: dict[Fault, None] = {}
    tenths = 0
    for news in study.prover.news():
        study.hear(news)
        if news.path != path:
            continue
        faults |= dict.fromkeys(news.faults)
        if news.obstacle:
            raise TorchquizError(news.obstacle)
        standing = _standing(study, path)
        if standing.lesson and not faults and can_open(study, standing, activity):
            return standing.lesson.id
        tenths = _say_progress(news, tenths, say)
        if news.is_finished:
            break
    if faults:
        raise BankError(list(faults))
    raise TorchquizError(
        f"The proof of {path} ended early. Run `torchquiz check {path}` to see why."
    )


def ensure_review(study: "Study", say: Say) -> None:
    """Prove the items with which a review of all lessons begins, unless it can begin already.

    The rest is proven in the background. Lessons with faults are skipped.

    Raises:
        TorchquizError: a lesson cannot be proven, for instance because PyTorch is missing.
    """
    while path := study.reviews.first_to_prove():
        try:
            ensure_open(study, path, "review", say)
        except BankError:
            say(f"{path.name} has faults and is left out. `torchquiz check {path}` shows them.")


def can_open(study: "Study", standing: "Standing", activity: ActivityName) -> bool:
    """Return whether enough of a lesson is proven to begin an activity."""
    lesson = standing.lesson
    if lesson is None or lesson.is_complete:
        return lesson is not None
    from torchquiz.engine.study.offered import offered

    wanted = study.first_items(lesson.id, activity)
    proven = {head.id for head in study.lesson(lesson.id).items}
    if activity in NEEDS_ALL or not proven.issuperset(wanted):
        return False
    if activity == "review":
        return bool(wanted) or lesson.cards > 0
    return activity in standing.begun or activity in (*offered(standing), "quiz")


def permit_unproven(unproven: list[Path]) -> None:
    """Ask for permission to run other people's lessons if they cannot be fully confined.

    Raises:
        TorchquizError: the learner refused, or there is no terminal on which to ask.
    """
    if all(BANKS in path.resolve().parents for path in unproven):
        return
    from torchquiz.engine.sandbox.pool import Pool
    from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, terminal_prompt

    with Pool(1) as pool:
        permit(unproven, Trust(trust_file()), lambda: layers_of(pool), terminal_prompt())


def _standing(study: "Study", path: Path) -> "Standing":
    return next(standing for standing in study.standings if standing.path == path)


def _say_progress(news: "ProofProgress", tenths: int, say: Say) -> int:
    """Report the progress after every 10 %, and return the number of tenths proven so far."""
    reached = news.done * 10 // news.total if news.total else 0
    if reached > tenths:
        count = f"{news.done} of {news.total}"
        say(f"{news.path.name}: {reached * 10} % proven, {count}.")
    return max(reached, tenths)
