"""`torchquiz take --plain`: runs a lesson in plain text, after proving it if necessary."""

import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from torchquiz.engine.folders import progress_file, proofs_file
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.ensure_proven import ensure_open
from torchquiz.engine.study.settings_file import read_settings
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lesson_loop import LessonLoop
from torchquiz.tui.plain.signals import Signals


def take(path: Path, command: Sequence[str], activity: ActivityName = "practice") -> None:
    """Run the lesson in a file.

    Args:
        path: The lesson's file.
        command: The command that opens this lesson, printed so that the learner can resume it.
        activity: The activity to open.

    Raises:
        BankError: The lesson has faults.
        TorchquizError: The lesson cannot be proven, or progress cannot be saved.
    """
    dialogue, aside = Dialogue(sys.stdin, sys.stdout), Dialogue(None, sys.stderr)
    with (
        Signals() as signals,
        closing(Proofs(proofs_file())) as proofs,
        closing(Store(progress_file())) as store,
    ):
        if store.notice:
            aside.tell(store.notice)
        catalogue = Catalogue([path], proofs)
        # So that a lesson with a damaged proof is proven again now, not in the middle of a session.
        catalogue.complete_lesson(catalogue.entry(path))
        settings = read_settings(aside.tell)
        dialogue.shows_pictures = settings.pictures
        with closing(Study(catalogue, store, SnippetRunner(), settings=settings)) as study:
            lesson = study.lesson(ensure_open(study, path, activity, aside.tell))
            study.prover.discard_news()
            loop = LessonLoop(lesson, study, dialogue, signals, command)
            try:
                with suppress(EOFError):
                    loop.run(activity)
            finally:
                store.save_at_exit()
