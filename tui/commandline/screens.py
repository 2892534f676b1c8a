"""Opens the app, which needs a terminal."""

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

    A lesson is proven first, so that its faults are printed before the app takes over the terminal.
    """
    # Almost everything loaded before the first frame is needed until the end, so collecting
    # garbage in the meantime would only slow the start down.
    gc.disable()
    from torchquiz.engine.folders import progress_file, proofs_file, settings_file
    from torchquiz.engine.progress.store import Store
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.study.catalogue import Catalogue
    from torchquiz.engine.study.settings_file import SettingsFile

    with closing(Proofs(proofs_file())) as proofs, closing(Store(progress_file())) as store:
        from torchquiz.engine.study.ensure_proven import ensure_proven_id, permit_unproven

        take = "" if way == "review" else None
        if lesson:
            take = ensure_proven_id(Catalogue([lesson], proofs), lesson, _print_progress)
        from torchquiz.tui.app.app import TorchquizApp

        app = TorchquizApp(paths, store, proofs, take, way, SettingsFile(settings_file()))
        standings = app.study.standings
        permit_unproven([standing.path for standing in standings if standing.lesson is None])
        app.run()
        store.save_at_exit()
        return app.return_code or 0


def _print_progress(sentence: str) -> None:
    print(sentence, file=sys.stderr)
