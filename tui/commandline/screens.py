"""Opens the Textual app, which requires a terminal."""

import gc
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.errors import TorchquizError
from torchquiz.tui.terminal.capabilities import unfit
from torchquiz.tui.terminal.cell import need_answers

if TYPE_CHECKING:
    from torchquiz.engine.study.activities import ActivityName
    from torchquiz.engine.study.study import Study


def need_terminal(command: str) -> None:
    """Raise an error unless the app can run in this terminal.

    Raises:
        TorchquizError: the app cannot run here. The message suggests adding `--plain`.
    """
    need_answers(command)
    sentence = unfit(command)
    if sentence:
        raise TorchquizError(sentence)


def open_app(
    paths: list[Path], lesson: Path | None = None, way: "ActivityName" = "practice"
) -> int:
    """Open the app at the home screen, a lesson or the review, and return the exit status.

    If a lesson or the review is opened, its first questions are proven before the app takes over
    the terminal, so that any faults can be printed there.
    """
    # Almost everything loaded before the first frame is needed until the end, so collecting
    # garbage in the meantime would only slow the start down.
    gc.disable()
    from torchquiz.engine.folders import progress_file, proofs_file, settings_file
    from torchquiz.engine.progress.store import Store
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.study.settings_file import SettingsFile

    with closing(Proofs(proofs_file())) as proofs, closing(Store(progress_file())) as store:
        from torchquiz.tui.app.app import TorchquizApp

        take = "" if way == "review" else None
        app = TorchquizApp(paths, store, proofs, take, way, SettingsFile(settings_file()))
        with closing(app.study):
            if lesson:
                app.take(_lesson_id(app.study, lesson, way))
            standings = app.study.standings
            if unproven := [standing.path for standing in standings if not standing.is_complete]:
                from torchquiz.engine.study.ensure_proven import ensure_review, permit_unproven

                permit_unproven(unproven)
                if way == "review":
                    ensure_review(app.study, _print_progress)
            app.run()
        store.save_at_exit()
        return app.return_code or 0


def _lesson_id(study: "Study", path: Path, activity: "ActivityName") -> str:
    """Return the id of the lesson in a file, after proving enough of it to start the activity."""
    for standing in study.standings:
        if standing.path == path and standing.lesson and standing.lesson.is_complete:
            return standing.lesson.id
    # Imported only here to keep start-up fast, because usually the lesson is already proven.
    from torchquiz.engine.study.ensure_proven import ensure_open

    return ensure_open(study, path, activity, _print_progress)


def _print_progress(sentence: str) -> None:
    """Print a sentence, wrapped at words to the width of the terminal."""
    from torchquiz.tui.plain.dialogue import Dialogue

    Dialogue(None, sys.stderr).tell(sentence)
