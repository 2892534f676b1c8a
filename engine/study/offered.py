"""Decides which activities a lesson currently offers a learner."""

from torchquiz.engine.banks.quota import why_no_test
from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.study.activities import ACTIVITIES, Activity, ActivityName
from torchquiz.engine.study.standing import Standing


def offered(standing: Standing) -> list[ActivityName]:
    """Return the activities that the learner can do now, in the order suggested to a newcomer."""
    lesson = standing.lesson
    if lesson is None:
        return []
    listed = [activity for activity in ACTIVITIES if activity.is_listed]
    return [activity.name for activity in listed if _is_offered(activity, lesson, standing)]


def _is_offered(activity: Activity, lesson: LessonHead, standing: Standing) -> bool:
    known = standing.known
    match activity.name:
        case "practice":
            return lesson.count > 0
        case "missed":
            return known.wrong > 0
        case "drill":
            return lesson.drills > 0
        case "review":
            return known.right + known.wrong + lesson.cards > 0
        case "test":
            return not why_no_test(lesson)
        case _:
            return any(head.name == activity.name for head in lesson.ways)
