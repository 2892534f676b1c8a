"""The one table of activities: everything a learner can do in a lesson, and the facts about each.

An activity is one of the ten ways to study a lesson, or practice, the items that were missed, the
quiz of a trace, or a single question. Whether a lesson offers one is decided in `offered.py`, and
when one is done in `completion.py`.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from torchquiz.engine.models.ways import Challenge, Way, WayName
from torchquiz.engine.study.rules import FREE, Rules

ActivityName = WayName | Literal["practice", "missed", "quiz", "question"]


class Activity(Struct, frozen=True):
    """Something a learner can do in a lesson."""

    name: ActivityName
    title: str
    about: str = ""
    """What it is, in a few words; empty for an activity that no list shows."""
    reason: str = ""
    """Why to do it next, as a sentence without its full stop; empty where another is built."""
    rules: Rules = FREE
    """The limits of its sessions; a lesson can add to those of a challenge."""
    is_listed: bool = True
    """Whether the list of a lesson's activities shows it when the lesson offers it."""
    is_way: bool = True
    """Whether it is one of the ten ways to study a lesson."""
    is_declared: bool = True
    """Whether a lesson has it only if its file declares it."""
    is_read: bool = False
    """Whether the learner reads it, sheet after sheet, before answering any questions about it."""
    is_introduction: bool = False
    """Whether it introduces the topic; a learner who already knows most of it can skip it."""
    is_practice: bool = False
    """Whether its sessions are practice, which is taken up again by practising."""
    has_conditions: bool = False
    """Whether the learner is told its conditions before it begins."""
    is_command: bool = True
    """Whether `torchquiz take --way` accepts it."""


ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "start",
        "Start",
        about="what it is, when you need it",
        reason="The start says what it is and when you need it",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "why",
        "Why",
        about="the problem it solves, measured",
        reason="See why it is needed, measured before and after",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "learn",
        "Learn",
        about="its concepts, step by step",
        reason="Learn its concepts one by one, each run and checked",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "trace",
        "Trace",
        about="a model at work, in numbers",
        reason="See what its model does to real numbers",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "try",
        "Try",
        about="fill in blanks of code",
        reason="Fill in code, with three attempts at each blank",
        rules=Rules(tries=3, is_finished_by_items=True),
    ),
    Activity(
        "practice",
        "Practice",
        about="questions with hints",
        reason="Practise: questions teach more than reading",
        is_way=False,
        is_declared=False,
        is_practice=True,
    ),
    Activity(
        "missed",
        "Missed again",
        about="what was wrong last time",
        is_way=False,
        is_declared=False,
        is_practice=True,
    ),
    Activity(
        "challenge",
        "Challenge",
        about="five problems, one clock",
        reason="Five problems against the clock show whether you have mastered it",
        rules=Rules(tries=2, is_finished_by_items=True),
        has_conditions=True,
    ),
    Activity(
        "project",
        "Project",
        about="build a small model",
        reason="Build something with it, in checked steps",
        is_read=True,
    ),
    Activity(
        "metrics",
        "Metrics",
        about="what predictions are worth",
        reason="Learn to say what its predictions are worth",
        is_read=True,
    ),
    Activity(
        "review",
        "Review",
        about="what is due, before it fades",
        rules=Rules(tries=1),
        is_declared=False,
    ),
    Activity(
        "test",
        "Test",
        about="ten questions, one verdict",
        reason="Ten questions say how sure you can be of it",
        rules=Rules(tries=1, has_hints=False, is_finished_by_items=True),
        is_declared=False,
        has_conditions=True,
    ),
    Activity(
        "quiz",
        "Quiz",
        is_listed=False,
        is_way=False,
        is_declared=False,
        is_practice=True,
    ),
    Activity(
        "question",
        "Question",
        is_listed=False,
        is_way=False,
        is_declared=False,
        is_command=False,
    ),
)
"""All activities; those that are listed come first, in the order of a first study."""

PRACTICE: tuple[ActivityName, ...] = tuple(
    activity.name for activity in ACTIVITIES if activity.is_practice
)
"""The kinds of practice; practising takes up whichever of them was begun last."""
ON_COMMAND_LINE: tuple[ActivityName, ...] = (
    *PRACTICE,
    *(activity.name for activity in ACTIVITIES if activity.is_command and activity.is_way),
)
"""What `torchquiz take --way` accepts, in the order of its help."""
_BY_NAME: dict[str, Activity] = {activity.name: activity for activity in ACTIVITIES}


def activity_named(name: str) -> Activity:
    """Return the activity with this name.

    Raises:
        KeyError: there is none.
    """
    return _BY_NAME[name]


def find_activity(name: str) -> Activity | None:
    """Return the activity with this name, or None if there is none."""
    return _BY_NAME.get(name)


def rules_of(name: ActivityName, body: Way | None = None) -> Rules:
    """Return the rules of an activity's sessions.

    Args:
        name: the activity.
        body: what the lesson declares for it, such as a challenge's time.
    """
    rules = activity_named(name).rules
    if isinstance(body, Challenge):
        return replace(rules, seconds=body.seconds, badge=body.badge)
    return rules
