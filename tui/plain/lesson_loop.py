"""Leads the learner from activity to activity in a lesson, until the learner stops.

The engine decides which activity to open next. This module only prints and asks.
"""

import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.activities import PRACTICE, ActivityName, activity_named
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.study.opening import (
    AssessedSession,
    Conditions,
    FinishedSession,
    OpenedDrills,
    OpenedWay,
    PlacedSession,
    SessionEnd,
    after_session,
    open_activity,
)
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Restarted, Stopped
from torchquiz.tui.plain.session_loop import SessionLoop
from torchquiz.tui.plain.signals import Signals
from torchquiz.tui.plain.summary import say_summary
from torchquiz.tui.plain.verdict import say_verdict
from torchquiz.tui.words import placement, weak_points
from torchquiz.tui.words.conditions import conditions_in_words

WAY, MISSED = "--way", "--missed"
LEAVES = ("", "q", "quit", ":q")
"""Replies after a session that choose nothing, unless Enter asks more questions."""
Begin = Callable[[], Session | None]
"""Opens a session; None if there is nothing to ask."""


class LessonLoop:
    """Leads the learner from one activity of a lesson to the next.

    Args:
        lesson: The lesson.
        study: The lesson and the learner's progress.
        dialogue: The conversation with the learner.
        signals: Delays interrupts while an answer is stored.
        command: The command that opens this lesson, printed so that the learner can resume it. It
            is empty on the home page, where the learner resumes without a command.
        over_all: Whether the activity uses the items of all lessons.
    """

    def __init__(
        self,
        lesson: Lesson,
        study: Study,
        dialogue: Dialogue,
        signals: Signals,
        command: Sequence[str] = (),
        *,
        over_all: bool = False,
    ) -> None:
        self._over_all = over_all
        self._lesson = lesson
        self._study = study
        self._dialogue = dialogue
        self._signals = signals
        self._command = command
        self._current: ActivityName = "practice"

    def run(self, name: ActivityName, items: Sequence[str] = ()) -> None:
        """Run an activity and the activities after it, until the learner stops.

        Args:
            name: The activity.
            items: The only items to ask; if empty, the activity chooses them.

        Raises:
            EOFError: The input has ended.
        """
        self._dialogue.tell("All lessons" if self._over_all else self._lesson.title)
        left_out = left_out_sentence(self._lesson)
        if left_out and not self._over_all:
            self._dialogue.tell(left_out)
        self._current = name
        begin: Begin | None = partial(self._open, name, items)
        try:
            while begin is not None:
                begin = self._take(begin)
        except Stopped:
            self._say_how_to_go_on(self._current)

    def _take(self, begin: Begin) -> Begin | None:
        """Run a session. Return a function that begins the next session, or None at the end."""
        try:
            session = begin()
            if session is None:
                return None
            self._current = activity_named(session.opened.way).name
            self._ask_all(session)
            following = self._ask_what_follows(session)
        except Restarted as wish:
            return partial(self._restarted, wish.session)
        return None if following is None else lambda: following

    def _restarted(self, session: Session) -> Session | None:
        """End a session for good and open its activity again."""
        opened = session.opened
        self._study.start_over(opened.lesson, opened.way)
        self._dialogue.tell(
            "", "Starting over. The answers that you have already given still count."
        )
        activity = activity_named(opened.way).name
        return self._open(activity, opened.items if activity == "question" else ())

    def _open(self, name: ActivityName, items: Sequence[str]) -> Session | None:
        """Run the part of an activity before its questions, and return a session with them.

        Return None if the activity has no questions.
        """
        if items:
            return self._study.sessions.session(self._lesson.id, name, items)
        opened = open_activity(self._study, "" if self._over_all else self._lesson.id, name)
        if isinstance(opened, OpenedWay):
            return self._read(opened)
        if isinstance(opened, OpenedDrills):
            from torchquiz.tui.plain.drills import run_drills

            run_drills(self._study, self._dialogue, opened.lesson_id)
            return None
        if isinstance(opened, Conditions):
            self._dialogue.tell("", *conditions_in_words(opened))
            self._dialogue.ask("Enter to begin: ")
            return self._study.sessions.session(self._lesson.id, name)
        return opened

    def _read(self, reading: OpenedWay) -> Session | None:
        from torchquiz.tui.plain.read_way import read_way
        from torchquiz.tui.plain.reader import Reader

        reader = Reader(
            self._study,
            self._lesson,
            reading.name,
            self._dialogue,
            self._command,
            self._signals.notice,
        )
        return read_way(reading.body, reader, self._make_loop)

    def _ask_all(self, session: Session) -> None:
        if not session.is_over and (session.number > 1 or session.tries):
            place = f"question {session.number} of {session.total}"
            self._dialogue.tell(
                f"Continuing where you stopped: {place}. Type :restart to begin again."
            )
        self._make_loop(session).run()

    def _make_loop(self, session: Session) -> SessionLoop:
        study = self._study
        is_review = session.opened.way == "review"
        memory = study.reviews.memory(session) if is_review else None
        return SessionLoop(
            session, self._dialogue, study.runner.start, study.report, self._signals.hold, memory
        )

    def _ask_what_follows(self, session: Session) -> Session | None:
        """Print the result of a session and ask what to do next.

        Return the next session, or None if the learner wants none.
        """
        end = after_session(self._study, session)
        self._say_end(session, end)
        if session.trouble:
            self._dialogue.tell("", session.trouble)
        offer = end.offer if isinstance(end, FinishedSession) else None
        if offer:
            self._dialogue.tell("", weak_points.offer(offer))
        wish = self._ask_wish(session, end)
        if wish == "w" and offer:
            return self._study.weak_points.practise_offer(offer.items)
        if wish == "m":
            missed = session.summary().missed_items
            return self._study.sessions.session(self._lesson.id, "missed", missed)
        if wish == "" and isinstance(end, AssessedSession):
            return self._study.sessions.extend(session)
        return None

    def _say_end(self, session: Session, end: SessionEnd) -> None:
        summary = session.summary()
        if isinstance(end, AssessedSession):
            say_verdict(summary, end.assessment, self._dialogue)
            return
        if isinstance(end, PlacedSession):
            lines = [
                f"  {lesson.title}: {placement.evidence(lesson)}"
                for lesson in end.placement.lessons
            ]
            self._dialogue.tell("", placement.recommendation(end.placement), *lines)
            return
        again = shlex.join([*self._command, MISSED]) if self._command else ""
        say_summary(summary, session.rules, self._lesson, again, self._dialogue)

    def _ask_wish(self, session: Session, end: SessionEnd) -> str | None:
        """Ask what to do after a session, and return the reply.

        If it is the number of a missed question, open that question and ask again. Return None if
        there is nothing to choose from or the learner wants nothing more.
        """
        can_ask_more = isinstance(end, AssessedSession) and bool(end.assessment.more)
        missed = session.summary().missed
        wishes = {"": "Enter for more questions"} if can_ask_more else {}
        if missed:
            wishes["m"] = "m to repeat what you missed"
        if missed and not isinstance(end, AssessedSession | PlacedSession):
            wishes["number"] = "a number to open one of these questions"
        if isinstance(end, FinishedSession) and end.offer:
            wishes["w"] = "w for questions about the misconception"
        if not wishes:
            return None
        leave = "q" if can_ask_more else "Enter"
        prompt = f"{', '.join(wishes.values())}, {leave} to end: "
        while (wish := self._dialogue.ask(prompt).strip().lower()) not in LEAVES:
            if "number" in wishes and wish.isdecimal() and 1 <= int(wish) <= len(missed):
                self._open_missed(missed[int(wish) - 1].item)
            elif wish in wishes:
                return wish
            else:
                self._dialogue.tell(f"“{wish}” is not a command here.")
        return wish if wish in wishes else None

    def _open_missed(self, item: Reference) -> None:
        """Ask one missed question. A learner who stops there returns to the summary."""
        with suppress(Stopped):
            session = self._study.sessions.session(item.lesson, "question", (item.item,))
            self._make_loop(session).run()

    def _say_how_to_go_on(self, activity: str) -> None:
        store = self._study.store
        with suppress(StoreError):
            store.flush()
        option = [] if activity in PRACTICE or self._over_all else [WAY, activity]
        command = shlex.join([*self._command, *option])
        parts = ["" if store.unsaved else "Your answers are saved."]
        parts.append(f"To continue: {command}" if self._command else "")
        self._dialogue.tell("", " ".join(filter(None, parts)))
