"""`torchquiz review --plain`: reviews the items that are due in all lessons."""

import shlex
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from torchquiz.engine.folders import progress_file, proofs_file
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.ensure_proven import ensure_review
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.settings_file import read_settings
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Restarted, Stopped
from torchquiz.tui.plain.session_loop import SessionLoop
from torchquiz.tui.plain.signals import Signals
from torchquiz.tui.words.sessions import result_lines


def review(paths: list[Path], command: Sequence[str]) -> None:
    """Review the items that are due in these lessons.

    If none of them is proven, the first ones are proven now and the others during the review.

    Args:
        paths: Lesson files and folders.
        command: The review command, printed so that the learner can resume the review.

    Raises:
        TorchquizError: Nothing is due, or progress cannot be saved.
    """
    dialogue, aside = Dialogue(sys.stdin, sys.stdout), Dialogue(None, sys.stderr)
    with (
        Signals() as signals,
        closing(Proofs(proofs_file())) as proofs,
        closing(Store(progress_file())) as store,
    ):
        if store.notice:
            aside.tell(store.notice)
        settings = read_settings(aside.tell)
        dialogue.shows_pictures = settings.pictures
        catalogue = Catalogue(paths, proofs)
        with closing(Study(catalogue, store, SnippetRunner(), settings=settings)) as study:
            ensure_review(study, aside.tell)
            study.prover.discard_news()
            session = study.reviews.session()
            try:
                with suppress(EOFError):
                    run_review(session, study, dialogue, signals)
            except Stopped:
                dialogue.tell("", f"Your answers are saved. To continue: {shlex.join(command)}")
            finally:
                store.save_at_exit()


def run_review(session: Session, study: Study, dialogue: Dialogue, signals: Signals) -> None:
    """Ask the questions of a review, then print the result.

    Raises:
        Stopped: The learner stops before the end.
        EOFError: The input has ended.
    """
    dialogue.tell(f"Review: question {session.number} of {session.total}.")
    memory = study.reviews.memory(session)
    loop = SessionLoop(session, dialogue, study.runner.start, study.report, signals.hold, memory)
    try:
        loop.run()
    except Restarted:
        study.start_over(session.opened.lesson, "review")
        return run_review(study.reviews.session(), study, dialogue, signals)
    lines = result_lines(session.summary(), session.rules)
    return dialogue.tell("", *lines, study.reviews.following())
