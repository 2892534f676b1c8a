"""The table of activities: everything that a learner can do in a lesson.

An activity is one of the ten main activities (such as `start` or `test`), a practice session, a
session of missed items, the drills, the quiz about a traced program, or a single question.
`offered.py` decides which activities a lesson offers, and `completion.py` decides when an activity
is done.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from torchquiz.engine.models.ways import Challenge, Way, WayName
from torchquiz.engine.study.rules import FREE, Rules

ActivityName = (
    WayName | Literal["practice", "missed", "drill", "quiz", "question", "focus", "placement"]
)
NEEDS_ALL: frozenset[ActivityName] = frozenset({"focus", "placement"})
"""Activities that choose from all items of all lessons, so that they wait for the whole proofs."""


class Activity(Struct, frozen=True):
    """A learning activity, with its title and the rules for its sessions."""

    name: ActivityName
    title: str
    about: str = ""
    """A description in a few words, or an empty string for an activity that no list shows."""
    reason: str = ""
    """The reason for doing it next, as a sentence without a full stop.

    It is empty if the recommendation has a wording of its own.
    """
    rules: Rules = FREE
    """The limits of its sessions. The lesson adds the time limit and badge of a challenge."""
    is_listed: bool = True
    """Whether it appears in a lesson's list of activities when the lesson offers it."""
    is_way: bool = True
    """Whether it is one of the ten main activities, such as `start` or `test`."""
    is_declared: bool = True
    """Whether it is offered only by lessons whose file declares it."""
    is_read: bool = False
    """Whether the learner reads it step by step before any questions about it."""
    is_introduction: bool = False
    """Whether it introduces the topic. A learner who already knows enough can skip an
    introduction."""
    is_practice: bool = False
    """Whether it counts as practice."""
    has_conditions: bool = False
    """Whether the learner sees its conditions, such as a time limit, before it starts."""
    is_command: bool = True
    """Whether `torchquiz take --way` accepts it."""


ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "start",
        "Start",
        about="what it is and when you need it",
        reason="Find out what it is and when you need it",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "why",
        "Why",
        about="the problem it solves, measured",
        reason="See why you need it, with measurements before and after",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "learn",
        "Learn",
        about="its concepts, step by step",
        reason="Learn its concepts one by one, each with checked code",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "trace",
        "Trace",
        about="a model at work, in numbers",
        reason="Follow real numbers through a model",
        is_read=True,
        is_introduction=True,
    ),
    Activity(
        "try",
        "Try",
        about="fill in blanks in code",
        reason="Fill in blanks in code, with three tries each",
        rules=Rules(tries=3, is_finished_by_items=True),
    ),
    Activity(
        "practice",
        "Practice",
        about="questions with hints",
        reason="Practise: answering questions teaches more than reading",
        is_way=False,
        is_declared=False,
        is_practice=True,
    ),
    Activity(
        "missed",
        "Missed again",
        about="what you got wrong last time",
        is_way=False,
        is_declared=False,
        is_practice=True,
    ),
    Activity(
        "drill",
        "Drill",
        about="quick questions with new numbers",
        is_way=False,
        is_declared=False,
    ),
    Activity(
        "challenge",
        "Challenge",
        about="five timed problems",
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
        about="how good the predictions are",
        reason="Learn to measure how good its predictions are",
        is_read=True,
    ),
    Activity(
        "review",
        "Review",
        about="what is due, before you forget",
        rules=Rules(tries=1),
        is_declared=False,
    ),
    Activity(
        "test",
        "Test",
        about="ten questions, one verdict",
        reason="Ten questions show how well you know it",
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
    Activity(
        "focus",
        "Practice",
        is_listed=False,
        is_way=False,
        is_declared=False,
        is_command=False,
    ),
    Activity(
        "placement",
        "Placement",
        rules=Rules(tries=1, has_hints=False, is_finished_by_items=True),
        is_listed=False,
        is_way=False,
        is_declared=False,
        is_command=False,
    ),
)
"""All activities. The listed ones come first, in the recommended order for a newcomer."""

PRACTICE: tuple[ActivityName, ...] = tuple(
    activity.name for activity in ACTIVITIES if activity.is_practice
)
"""The activities that count as practice."""
ON_COMMAND_LINE: tuple[ActivityName, ...] = (
    *PRACTICE,
    "drill",
    *(activity.name for activity in ACTIVITIES if activity.is_command and activity.is_way),
)
"""The names that `torchquiz take --way` accepts, in the order in which its help lists them."""
_BY_NAME: dict[str, Activity] = {activity.name: activity for activity in ACTIVITIES}


def activity_named(name: str) -> Activity:
    """Return the activity with this name.

    Raises:
        KeyError: no activity has this name.
    """
    return _BY_NAME[name]


def find_activity(name: str) -> Activity | None:
    """Return the activity with this name, or None if no activity has it."""
    return _BY_NAME.get(name)


def rules_of(name: ActivityName, body: Way | None = None) -> Rules:
    """Return the limits that apply to the sessions of an activity.

    Args:
        name: the name of the activity.
        body: the body of the activity in the lesson, such as a challenge with its time limit.
    """
    rules = activity_named(name).rules
    if isinstance(body, Challenge):
        return replace(rules, seconds=body.seconds, badge=body.badge)
    return rules
