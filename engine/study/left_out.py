"""Tells the learner how many items of a lesson are left out on this machine, and why."""

from collections import Counter

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.wording import counted, listed


def left_out_sentence(lesson: Lesson) -> str:
    """Return a sentence such as `Not shown on this machine: 2 questions that need CUDA.`.

    Return an empty string if no item is left out.
    """
    counts = Counter(left_out.need for left_out in lesson.left_out)
    if not counts:
        return ""
    parts = [
        f"{counted(count, 'question')} that {'needs' if count == 1 else 'need'} {need}"
        for need, count in counts.items()
    ]
    return f"Not shown on this machine: {listed(parts)}."
