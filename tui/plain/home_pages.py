"""Prints the parts of the plain home page: lessons, statistics, search results and settings."""

from collections.abc import Sequence

from torchquiz.engine.progress.statistics import FirstTries
from torchquiz.engine.proof.search import Hit
from torchquiz.engine.study.activities import find_activity
from torchquiz.engine.study.settings import SETTINGS, Setting, Settings, Value, quoted
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.study.study import Study
from torchquiz.engine.study.weakness.weak_points import WeakPoint
from torchquiz.engine.wording import counted, duration
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.words import days
from torchquiz.tui.words import weak_points as words
from torchquiz.tui.words.days import of_goal
from torchquiz.tui.words.proofs import open_so_far, why_closed


def say_next_step(study: Study, dialogue: Dialogue) -> None:
    """Print the next step and the number of items that are due."""
    dialogue.tell("", _next_step(study))
    if study.due:
        dialogue.tell(f"{counted(study.due, 'item')} due for review today.")
    if study.settings.goal:
        dialogue.tell(
            f"{of_goal(study.answered_today(), study.settings.goal)} answers.".capitalize()
        )
    if study.offers_placement:
        dialogue.tell("Not new to PyTorch? Type p for ten questions that show where to begin.")


def say_lessons(study: Study, dialogue: Dialogue) -> None:
    """Print every lesson with its number."""
    section = None
    for number, standing in enumerate(study.standings, start=1):
        if standing.section != section:
            section = standing.section
            dialogue.tell("", f"{section or 'Lessons'}:")
        dialogue.tell(f"  {number}. {standing.title}: {_status(standing)}")


def say_statistics(study: Study, dialogue: Dialogue) -> None:
    """Print how many answers were right in total, by level and by lesson."""
    figures = study.statistics()
    if not figures.by_day:
        return dialogue.tell("", "You have not answered any questions yet.")
    overall = figures.overall
    answers = f"{overall.right} of {counted(overall.total, 'answer')}"
    dialogue.tell(
        "",
        f"{answers} right on the first try, {overall.proportion * 100:.0f} %.",
        days.today(figures, study.settings.goal),
        "By level:",
    )
    dialogue.tell(*(_share(level, tries) for level, tries in figures.by_level.items()))
    titles = {lesson: study.standing(lesson).title for lesson in study.lesson_ids}
    dialogue.tell("By lesson:")
    by_lesson = figures.by_lesson.items()
    dialogue.tell(*(_share(titles.get(lesson, lesson), tries) for lesson, tries in by_lesson))
    for record in study.weak_points.met():
        what = "overcome" if record.state == "overcome" else "to watch for"
        dialogue.tell(f"A misconception {what}: “{record.text}”")
    return dialogue.tell(f"Time spent on answers: {duration(figures.seconds)}.")


def say_weak_points(points: Sequence[WeakPoint], dialogue: Dialogue) -> None:
    """Print a numbered list of the weak points that the learner can practise."""
    dialogue.tell(
        "", "Practice across all lessons. Your answers so far decide which question comes next."
    )
    for number, point in enumerate(points, start=1):
        status = words.status(point)
        dialogue.tell(f"  {number}. {words.title(point)}{f', {status}' if status else ''}")


def say_hits(hits: Sequence[Hit], dialogue: Dialogue) -> None:
    """Print the numbered results of a search."""
    dialogue.say("")
    for number, hit in enumerate(hits, start=1):
        dialogue.tell(f"  {number}. {hit.title}, {_kind(hit)}: {hit.excerpt}")


def say_settings(settings: Settings, dialogue: Dialogue) -> None:
    """Print every setting with its value and meaning."""
    dialogue.say("")
    for setting in SETTINGS:
        value = quoted(getattr(settings, setting.name)).strip('"')
        dialogue.tell(f"  {setting.name} {value}: {setting.meaning}")


def read_value(setting: Setting, text: str) -> Value | None:
    """Return the value typed for a setting, or None if the setting does not allow that value."""
    value: Value = int(text) if text.isdecimal() and setting.range else text
    if text.lower() in ("true", "false") and not setting.values:
        value = text.lower() == "true"
    return value if setting.fits(value) else None


def _next_step(study: Study) -> str:
    """Return the recommended next step.

    If no lesson can be opened yet, say which one comes first.
    """
    step = study.next_step
    first = next((standing for standing in study.standings if standing.lesson is None), None)
    if step.lesson is not None or first is None or first.is_blocked:
        return step.sentence
    return (
        f"Start with {first.title}. Its first answers are checked by running them on PyTorch,"
        " which takes a few seconds; the others are checked while you study."
    )


def _status(standing: Standing) -> str:
    if standing.has_faults:
        return "has faults"
    if standing.lesson is None and standing.obstacle:
        return why_closed(standing.news)
    if standing.lesson is None:
        return "opens after a few seconds of checking"
    due = f", {standing.due} due" if standing.due else ""
    if not standing.lesson.is_complete:
        due += f", {open_so_far(standing.lesson.count)}"
    return f"{standing.known.right} of {standing.known.total} right{due}"


def _share(name: str, tries: FirstTries) -> str:
    return f"  {name}: {tries.right} of {tries.total} right"


def _kind(hit: Hit) -> str:
    if hit.item:
        return "question"
    activity = find_activity(hit.way)
    return activity.title.lower() if activity else "lesson"
