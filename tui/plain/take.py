"""Takes one lesson from its file to its summary: proves it where needed, goes on where the learner stopped, and says so."""

import shlex
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from engine.catalogue import Catalogue
from engine.errors import StoreError
from engine.folders import progress_file, proofs_file
from engine.models.proven import Lesson
from engine.progress.store import Store
from engine.proofs import Proofs
from engine.session import Session
from tui.plain.dialogue import Dialogue
from tui.plain.signals import Signals
from tui.plain.sitting import Sitting, Stopped
from tui.plain.summary import say_summary
from tui.proving import proven
from tui.study import Runner, Study
from tui.wording import counted

MISSED = "--missed"


def take(path: Path, command: Sequence[str], only_missed: bool = False) -> None:
    """Take the lesson in a file.

    Args:
        path: the lesson's file.
        command: the words that take this lesson, told to a learner who wants to go on later.
        only_missed: begin with what was missed last time.

    Raises:
        BankError: the lesson has faults.
        TorchquizError: it could not be proven, or progress cannot be saved.
    """
    dialogue, aside = Dialogue(sys.stdin, sys.stdout), Dialogue(None, sys.stderr)
    with Signals() as signals, closing(Proofs(proofs_file())) as proofs, closing(Store(progress_file())) as store:
        if store.notice:
            aside.tell(store.notice)
        catalogue = Catalogue([path], proofs)
        lesson = proven(catalogue, path, aside.tell)
        with closing(Runner()) as runner:
            taking = Taking(lesson, Study(catalogue, store, runner), dialogue, signals, command)
            try:
                taking.run(only_missed)
            except EOFError:
                pass
            finally:
                _save_what_waits(store, aside)


class Taking:
    """Sessions over one lesson, one after another, until the learner has enough."""

    def __init__(self, lesson: Lesson, study: Study, dialogue: Dialogue, signals: Signals, command: Sequence[str]) -> None:
        self._lesson = lesson
        self._study = study
        self._dialogue = dialogue
        self._signals = signals
        self._command = command

    def run(self, only_missed: bool) -> None:
        """Take the unfinished session or a new one, then what was missed in it, as often as the learner likes."""
        self._dialogue.tell(self._lesson.title)
        session: Session | None = self._study.session(self._lesson.id, "missed" if only_missed else "practice")
        while session is not None:
            if not session.is_over and session.number > 1:
                self._dialogue.tell(f"Going on where you stopped: question {session.number} of {session.total}.")
            try:
                Sitting(session, self._dialogue, self._study.runner.start, self._signals.held).take()
            except Stopped:
                self._say_how_to_go_on()
                return
            session = self._next_session(session)

    def _next_session(self, session: Session) -> Session | None:
        """What was missed, taken again at once if the learner likes; None when there is nothing, or no wish."""
        summary = session.summary()
        say_summary(summary, self._lesson, shlex.join([*self._command, MISSED]), self._dialogue)
        if session.trouble:
            self._dialogue.tell("", session.trouble)
        if not summary.missed:
            return None
        if self._dialogue.ask("m to do them again now, Enter to end: ").strip().lower() != "m":
            return None
        return self._study.session(self._lesson.id, "missed", [answered.item for answered in summary.missed])

    def _say_how_to_go_on(self) -> None:
        store = self._study.store
        with suppress(StoreError):
            store.flush()
        saved = "" if store.unsaved else "Your answers are saved. "
        self._dialogue.tell("", f"{saved}To go on: {shlex.join(self._command)}")


def _save_what_waits(store: Store, aside: Dialogue) -> None:
    try:
        store.flush()
    except StoreError as error:
        aside.tell(f"{counted(store.unsaved, 'answer')} could not be saved in {store.path}: {error.__cause__ or error}")
