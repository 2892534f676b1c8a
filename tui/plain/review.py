"""Reviews what is due over all lessons, line by line."""

import shlex
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from torchquiz.engine.folders import progress_file, proofs_file
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.runner import Runner
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Stopped
from torchquiz.tui.plain.session import Sitting
from torchquiz.tui.plain.signals import Signals
from torchquiz.tui.plain.take import save_what_waits
from torchquiz.tui.terminal.settings import chosen
from torchquiz.tui.words import sessions


def review(paths: list[Path], command: Sequence[str]) -> None:
    """Review what is due in these lessons, as far as they are proven.

    Args:
        paths: lesson files and folders.
        command: the words that review, told to a learner who wants to go on later.

    Raises:
        TorchquizError: nothing is due, or progress cannot be saved.
    """
    dialogue, aside = Dialogue(sys.stdin, sys.stdout), Dialogue(None, sys.stderr)
    with (
        Signals() as signals,
        closing(Proofs(proofs_file())) as proofs,
        closing(Store(progress_file())) as store,
    ):
        if store.notice:
            aside.tell(store.notice)
        with closing(Runner()) as runner:
            study = Study(Catalogue(paths, proofs), store, runner, settings=chosen(aside.tell))
            session = study.reviews.session()
            try:
                _take(session, study, dialogue, signals)
            except Stopped:
                dialogue.tell("", f"Your answers are saved. To go on: {shlex.join(command)}")
            except EOFError:
                pass
            finally:
                save_what_waits(store, aside)


def _take(session: Session, study: Study, dialogue: Dialogue, signals: Signals) -> None:
    dialogue.tell(f"Review: question {session.number} of {session.total}.")
    Sitting(
        session,
        dialogue,
        study.runner.start,
        study.report,
        signals.held,
        study.reviews.memory(session),
    ).take()
    dialogue.tell(
        "", *sessions.came_to(session.summary(), session.rules), study.reviews.following()
    )
