"""`torchquiz --plain`: a home page with the lessons, search, statistics and settings."""

import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import progress_file, proofs_file, settings_file
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.activities import ActivityName, find_activity
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.ensure_proven import ensure_open, ensure_review
from torchquiz.engine.study.settings import SETTINGS
from torchquiz.engine.study.settings_file import SettingsFile, read_settings
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.standing import still_checked
from torchquiz.engine.study.study import Study
from torchquiz.tui.plain import home_pages as pages
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Stopped
from torchquiz.tui.plain.lesson_loop import LessonLoop
from torchquiz.tui.plain.lesson_page import LessonPage
from torchquiz.tui.plain.review import run_review
from torchquiz.tui.plain.signals import Signals

COMMANDS = (
    "a lesson's number, l to list the lessons, r to review, /WORDS to search, "
    "w for weak points, drills, stats, settings, or q to quit"
)
PROMPT = f"\nPress Enter for the next step, or type {COMMANDS}: "
SHORT = "\nPress Enter for the next step, or type a command, ? for all commands: "
MANY = 20
"""Maximum number of hits that a search prints."""


def home(paths: list[Path]) -> None:
    """Show the home page until the learner quits.

    Args:
        paths: Lesson files and folders.

    Raises:
        TorchquizError: The learner's progress cannot be read.
    """
    aside = Dialogue(None, sys.stderr)
    with (
        Signals() as signals,
        closing(Proofs(proofs_file())) as proofs,
        closing(Store(progress_file())) as store,
    ):
        if store.notice:
            aside.tell(store.notice)
        settings = read_settings(aside.tell)
        catalogue = Catalogue(paths, proofs)
        with closing(Study(catalogue, store, SnippetRunner(), settings=settings)) as study:
            try:
                with suppress(EOFError):
                    Home(study, Dialogue(sys.stdin, sys.stdout), signals).run()
            finally:
                store.save_at_exit()


class Home:
    """The plain home page.

    Args:
        study: The lessons and the learner's progress.
        dialogue: The conversation with the learner.
        signals: Delays interrupts while an answer is stored.
    """

    def __init__(self, study: Study, dialogue: Dialogue, signals: Signals) -> None:
        self._study = study
        self._dialogue = dialogue
        self._signals = signals
        dialogue.shows_pictures = study.settings.pictures

    def run(self) -> None:
        """Print the home page and carry out what the learner types until they quit.

        Raises:
            EOFError: The input has ended.
        """
        self._dialogue.tell("torchquiz: practice in PyTorch")
        pages.say_next_step(self._study, self._dialogue)
        pages.say_lessons(self._study, self._dialogue)
        prompt = PROMPT
        while (line := self._dialogue.ask(prompt).strip()).lower() not in ("q", "quit", ":q"):
            prompt = SHORT
            try:
                self._do(line)
            except Stopped:
                self._go_home()
            except TorchquizError as error:
                self._dialogue.tell(str(error))

    def _do(self, line: str) -> None:
        """Carry out one command that the learner has typed."""
        match line.lower():
            case "":
                self._next_step()
            case "r":
                self._review()
            case "?":
                self._dialogue.tell(f"You can type {COMMANDS}.")
            case "l" | "lessons":
                pages.say_lessons(self._study, self._dialogue)
            case "d" | "drills":
                self._drill()
            case "w":
                self._practise_weak_points()
            case "p" if self._study.offers_placement:
                self._run_loop("", "placement")
            case "stats":
                pages.say_statistics(self._study, self._dialogue)
            case "settings":
                self._change_settings()
            case _ if line.startswith("/"):
                self._search(line.removeprefix("/"))
            case _ if line.isdecimal():
                self._open_number(int(line))
            case _:
                self._dialogue.tell(f"“{line}” is not a command here.")

    def _next_step(self) -> None:
        step = self._study.next_step
        first = next((one for one in self._study.standings if one.lesson is None), None)
        if step.lesson is None and first and not first.is_blocked:
            self._open(first.path, "start")
        elif step.lesson is None:
            self._dialogue.tell("Choose a lesson by its number.")
        elif step.lesson:
            self._take(step.lesson, step.activity)
        elif step.activity == "review":
            self._review()
        else:
            self._run_loop("", step.activity)

    def _open_number(self, number: int) -> None:
        standings = self._study.standings
        if not 1 <= number <= len(standings):
            return self._dialogue.tell(f"“{number}” is not the number of a lesson.")
        path = standings[number - 1].path
        self._study.refresh()
        lesson_id = ensure_open(self._study, path, "practice", self._dialogue.tell)
        self._study.prover.discard_news()
        if activity := LessonPage(self._study, lesson_id, self._dialogue).ask():
            self._open(path, activity)
        return None

    def _open(self, path: Path, activity: ActivityName) -> None:
        """Prove as much of a lesson as an activity needs, then open the activity."""
        self._study.refresh()
        lesson_id = ensure_open(self._study, path, activity, self._dialogue.tell)
        self._study.prover.discard_news()
        self._take(lesson_id, activity)

    def _take(self, lesson_id: str, activity: ActivityName, items: Sequence[str] = ()) -> None:
        lesson = self._study.lesson(lesson_id)
        loop = LessonLoop(lesson, self._study, self._dialogue, self._signals)
        loop.run(activity, items)
        self._go_home()

    def _run_loop(self, lesson_id: str, activity: ActivityName) -> None:
        """Run an activity across all lessons."""
        first = self._study.lesson(lesson_id or self._study.lesson_ids[0])
        loop = LessonLoop(first, self._study, self._dialogue, self._signals, over_all=True)
        loop.run(activity)
        self._go_home()

    def _practise_weak_points(self) -> None:
        """List the weak points, and practise the one that the learner chooses."""
        points = self._study.weak_points.listed()
        pages.say_weak_points(points, self._dialogue)
        line = self._dialogue.ask(
            "\nType a number to practise a weak point, or press Enter for home: "
        ).strip()
        if not line.isdecimal() or not 1 <= int(line) <= len(points):
            return
        self._study.weak_points.session(points[int(line) - 1].focus)
        self._run_loop("", "focus")

    def _review(self) -> None:
        ensure_review(self._study, self._dialogue.tell)
        self._study.prover.discard_news()
        session = self._study.reviews.session()
        run_review(session, self._study, self._dialogue, self._signals)
        self._go_home()

    def _drill(self) -> None:
        from torchquiz.tui.plain.drills import run_drills

        run_drills(self._study, self._dialogue)
        self._go_home()

    def _search(self, words: str) -> None:
        if not words.strip():
            return self._dialogue.tell("Type / and the words to look for, such as /broadcast.")
        hits = self._study.search(words, MANY)
        if not hits:
            nothing = f"Nothing was found. {still_checked(self._study.standings)}"
            return self._dialogue.tell(nothing.strip())
        pages.say_hits(hits, self._dialogue)
        line = self._dialogue.ask(
            "\nType a number to open a result, or press Enter for home: "
        ).strip()
        if not line.isdecimal() or not 1 <= int(line) <= len(hits):
            return None
        hit = hits[int(line) - 1]
        if hit.item:
            return self._take(hit.lesson, "question", (hit.item,))
        activity = find_activity(hit.way)
        return self._take(hit.lesson, activity.name if activity else "practice")

    def _change_settings(self) -> None:
        """Print the settings. Change one if the learner types its name and a value."""
        file = SettingsFile(settings_file())
        pages.say_settings(file.settings, self._dialogue)
        name, _, text = (
            self._dialogue.ask("\nType NAME VALUE to change a setting, or press Enter for home: ")
            .strip()
            .partition(" ")
        )
        setting = next((setting for setting in SETTINGS if setting.name == name), None)
        if setting is None:
            return self._dialogue.tell(f"“{name}” is not a setting.") if name else None
        value = pages.read_value(setting, text.strip())
        if value is None:
            return self._dialogue.tell(f"{name} must be {setting.wanted}.")
        self._study.settings = file.change(name, value)
        self._dialogue.shows_pictures = self._study.settings.pictures
        return self._dialogue.tell(f"{name} is now {text.strip()}.")

    def _go_home(self) -> None:
        self._study.refresh()
        pages.say_next_step(self._study, self._dialogue)
