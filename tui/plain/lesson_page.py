"""Prints the page of a lesson on the plain home page, and asks which activity to open."""

from torchquiz.engine.study.activities import ActivityName, activity_named
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.study.outline import OutlineLine, outline
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import RIGHT, UNCOUNTED, counted
from torchquiz.tui.plain.dialogue import Dialogue

HARDEST = 3
"""The maximum number of misconceptions to list."""
MARKS = f"{RIGHT}{UNCOUNTED} "
"""Characters before the results of some activities, which the words after them make clear."""
LEAVES = ("q", "quit", ":q")


class LessonPage:
    """The list of a lesson's activities, from which the learner chooses one.

    Args:
        study: The lesson and the learner's progress.
        lesson_id: The id of the lesson.
        dialogue: The conversation with the learner.
    """

    def __init__(self, study: Study, lesson_id: str, dialogue: Dialogue) -> None:
        self._study = study
        self._id = lesson_id
        self._dialogue = dialogue
        self._lines = outline(study.standing(lesson_id))

    def ask(self) -> ActivityName | None:
        """Print the page and return the activity that the learner chooses, or None for none."""
        self._say()
        first = self._first
        begins = f"Enter for {activity_named(first.activity).title}, " if first else ""
        prompt = (
            f"\n{begins}the number of another activity,"
            " x and a number to start it over, q for home: "
        )
        while (line := self._dialogue.ask(prompt).strip().lower()) not in LEAVES:
            prompt = "\nThe number of an activity, or q for home: "
            word = line.removeprefix("x").strip()
            chosen = first if not line else self._numbered(word)
            if chosen is None:
                self._dialogue.tell(f"“{line}” is not the number of an activity.")
                continue
            if line.startswith("x"):
                self._study.start_over(self._id, chosen.activity)
            return chosen.activity
        return None

    @property
    def _first(self) -> OutlineLine | None:
        """The activity that was left unfinished, or else the one that comes next."""
        practice = [line for line in self._lines if line.activity == "practice"]
        following = [line for line in self._lines if line.is_next]
        left = [line for line in self._lines if line.is_open]
        return next(iter([*left, *following, *practice]), None)

    def _numbered(self, word: str) -> OutlineLine | None:
        is_number = word.isdecimal() and 1 <= int(word) <= len(self._lines)
        return self._lines[int(word) - 1] if is_number else None

    def _say(self) -> None:
        standing, lesson = self._study.standing(self._id), self._study.lesson(self._id)
        known = standing.known
        self._dialogue.tell("", lesson.title)
        for text in (lesson.about.strip(), self._after(), left_out_sentence(lesson)):
            if text:
                self._dialogue.tell(text)
        self._dialogue.tell(f"{known.right} of {counted(known.total, 'item')} right.", "")
        for number, line in enumerate(self._lines, start=1):
            self._dialogue.tell(f"  {number}. {_described(line)}")
        if beliefs := self._study.beliefs(self._id, HARDEST):
            self._dialogue.tell("", "Hardest for you so far:")
            self._dialogue.tell(*(f"  “{belief.text}”" for belief in beliefs))

    def _after(self) -> str:
        """Return a sentence that names the lessons to take first; empty if there are none."""
        wanted = self._study.lesson(self._id).prerequisites
        titles = [
            standing.title
            for standing in self._study.standings
            if standing.lesson and standing.lesson.id in wanted
        ]
        return f"Do {' and '.join(titles)} first." if titles else ""


def _described(line: OutlineLine) -> str:
    """Describe an activity, such as `Learn: its concepts, step by step; 17 minutes; done`."""
    activity = activity_named(line.activity)
    minutes = f"; {counted(line.minutes, 'minute')}" if line.minutes else ""
    status = f"; {line.status.lstrip(MARKS)}" if line.status else ""
    return f"{activity.title}: {activity.about}{minutes}{status}"
