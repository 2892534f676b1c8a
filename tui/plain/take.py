"""Takes one lesson from its file to its summary: proves it where needed, goes on where the learner stopped, and says so."""

import shlex
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from torchquiz.engine.errors import StoreError
from torchquiz.engine.folders import progress_file, proofs_file
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.after_test import assess
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.opening import proven
from torchquiz.engine.study.rules import PRACTICE, Sitting
from torchquiz.engine.study.runner import Runner
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study
from torchquiz.engine.study.summary import Summary
from torchquiz.engine.study.ways import READ
from torchquiz.engine.wording import counted
from torchquiz.tui.plain import session as sitting
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Stopped
from torchquiz.tui.plain.signals import Signals
from torchquiz.tui.plain.summary import say_summary
from torchquiz.tui.plain.verdict import say_verdict
from torchquiz.tui.terminal.settings import chosen
from torchquiz.tui.words.conditions import AWAITED, conditions

WAY, MISSED = "--way", "--missed"


def take(path: Path, command: Sequence[str], way: Sitting = "practice") -> None:
    """Take the lesson in a file.

    Args:
        path: the lesson's file.
        command: the words that take this lesson, told to a learner who wants to go on later.
        way: how it is taken.

    Raises:
        BankError: the lesson has faults.
        TorchquizError: it could not be proven, or progress cannot be saved.
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
        lesson = proven(catalogue, path, aside.tell)
        with closing(Runner()) as runner:
            study = Study(catalogue, store, runner, settings=chosen(aside.tell))
            taking = Taking(lesson, study, dialogue, signals, command)
            try:
                taking.run(way)
            except EOFError:
                pass
            finally:
                save_what_waits(store, aside)


class Taking:
    """Sessions over one lesson, one after another, until the learner has enough."""

    def __init__(
        self,
        lesson: Lesson,
        study: Study,
        dialogue: Dialogue,
        signals: Signals,
        command: Sequence[str],
    ) -> None:
        self._lesson = lesson
        self._study = study
        self._dialogue = dialogue
        self._signals = signals
        self._command = command

    def run(self, way: Sitting) -> None:
        """Take the unfinished session or a new one, then what follows from it, as often as the learner likes."""
        self._dialogue.tell(self._lesson.title)
        self._say_conditions(way)
        at_hand: str = way
        try:
            session = self._first(way)
            while session is not None:
                at_hand = session.opened.way
                self._take(session)
                session = self._next_session(session)
        except Stopped:
            self._say_how_to_go_on(at_hand)

    def _take(self, session: Session) -> None:
        if not session.is_over and (session.number > 1 or session.tries):
            self._dialogue.tell(
                f"Going on where you stopped: question {session.number} of {session.total}."
            )
        self._sitting(session).take()

    def _first(self, way: Sitting) -> Session | None:
        """The session that a way is, or the one that comes after what is read."""
        if way == "review":
            return self._study.reviews.session(self._lesson.id)
        if way not in READ:
            return self._study.sittings.session(self._lesson.id, way)
        from torchquiz.tui.plain.sheets import Reader
        from torchquiz.tui.plain.ways import read_way

        reader = Reader(
            self._study, self._lesson, way, self._dialogue, self._command, self._signals.noticed
        )
        return read_way(reader, self._sitting)

    def _say_conditions(self, way: Sitting) -> None:
        """What should be known before a test or a challenge begins; nothing where it goes on."""
        if way not in AWAITED or self._study.sittings.begun(self._lesson, way):
            return
        self._dialogue.tell("", *conditions(self._lesson, way, self._study.way(self._lesson, way)))
        self._dialogue.ask("Enter to begin: ")

    def _sitting(self, session: Session) -> sitting.Sitting:
        study = self._study
        memory = study.reviews.memory(session) if session.opened.way == "review" else None
        return sitting.Sitting(
            session, self._dialogue, study.runner.start, study.report, self._signals.held, memory
        )

    def _next_session(self, session: Session) -> Session | None:
        """What follows at once if the learner likes: more of a test, or what was missed; None for the end."""
        summary = session.summary()
        more = self._say_result(session, summary)
        if session.trouble:
            self._dialogue.tell("", session.trouble)
        offers = ["Enter for more questions"] if more else []
        offers += ["m to do again now what you missed"] if summary.missed else []
        if not offers:
            return None
        wish = (
            self._dialogue.ask(f"{', '.join(offers)}, {'q' if more else 'Enter'} to end: ")
            .strip()
            .lower()
        )
        if wish == "m" and summary.missed:
            return self._study.sittings.session(
                self._lesson.id, "missed", [str(answered.item) for answered in summary.missed]
            )
        return self._study.sittings.extend(session) if more and not wish else None

    def _say_result(self, session: Session, summary: Summary) -> int:
        """Say what the session came to; how many more questions a test can ask while its verdict is open."""
        if session.opened.way != "test":
            say_summary(
                summary,
                session.rules,
                self._lesson,
                shlex.join([*self._command, MISSED]),
                self._dialogue,
            )
            return 0
        found = assess(summary, session.lesson)
        more = len(self._study.sittings.more(session)) if found.verdict.name == "borderline" else 0
        say_verdict(summary, found, more, self._dialogue)
        return more

    def _say_how_to_go_on(self, way: str) -> None:
        store = self._study.store
        with suppress(StoreError):
            store.flush()
        saved = "" if store.unsaved else "Your answers are saved. "
        self._dialogue.tell(
            "", f"{saved}To go on: {shlex.join([*self._command, *self._way_of(way)])}"
        )

    def _way_of(self, way: str) -> list[str]:
        return [] if way in PRACTICE else [WAY, way]


def save_what_waits(store: Store, aside: Dialogue) -> None:
    """Store what the disk did not take before, or say how much is lost."""
    try:
        store.flush()
    except StoreError as error:
        aside.tell(
            f"{counted(store.unsaved, 'answer')} could not be saved in {store.path}: {error.__cause__ or error}"
        )
