"""Chooses a lesson's questions: enough for the model's size, and as varied as possible."""

from collections.abc import Iterable, Iterator, Sequence

from torchquiz.engine.explain.questions.changes import change_questions
from torchquiz.engine.explain.questions.combining import combining_questions
from torchquiz.engine.explain.questions.freezing import freezing_questions
from torchquiz.engine.explain.questions.gradients import gradient_questions
from torchquiz.engine.explain.questions.inputs import input_questions
from torchquiz.engine.explain.questions.lines import line_questions
from torchquiz.engine.explain.questions.modes import mode_questions
from torchquiz.engine.explain.questions.parameters import parameter_questions
from torchquiz.engine.explain.questions.question import Question
from torchquiz.engine.explain.questions.sequences import sequence_questions
from torchquiz.engine.explain.questions.shapes import shape_questions
from torchquiz.engine.explain.questions.state import state_questions
from torchquiz.engine.explain.questions.totals import total_questions
from torchquiz.engine.explain.questions.window_shapes import window_shape_questions
from torchquiz.engine.explain.subject import Subject

GENERATORS = (
    line_questions,
    input_questions,
    window_shape_questions,
    shape_questions,
    combining_questions,
    sequence_questions,
    parameter_questions,
    total_questions,
    freezing_questions,
    gradient_questions,
    mode_questions,
    state_questions,
    change_questions,
)
LEAST, MOST = 12, 30
SMALL = 8
"""The number of layers with parameters up to which a lesson has only `LEAST` questions."""
LAYERS_PER_QUESTION = 4
MAIN_TOPIC = "shape"
"""The topic that contributes two questions to every round instead of one."""


def candidates(subject: Subject) -> list[Question]:
    """Return every question about a model, except those without any wrong answer."""
    found: dict[str, Question] = {}
    for generate in GENERATORS:
        for question in generate(subject):
            if question.wrongs:
                found.setdefault(question.id, question)
    return list(found.values())


def wanted(subject: Subject) -> int:
    """Return the number of questions to ask: 12 for a small model, and up to 30 for a large one."""
    extra = max(0, len(subject.layers) - SMALL) // LAYERS_PER_QUESTION
    return min(MOST, LEAST + extra)


def in_order(questions: Sequence[Question], chosen: Sequence[Question]) -> list[Question]:
    """Sort the chosen questions by topic, in the order in which `questions` has the topics."""
    topics = list(dict.fromkeys(question.topic for question in questions))
    return sorted(chosen, key=lambda question: topics.index(question.topic))


def ranked(questions: Iterable[Question]) -> list[Question]:
    """Sort questions so that the first ones, however many are used, cover many topics and layers.

    The topics take turns. Questions that only repeat an earlier one for another layer come last.
    """
    by_topic: dict[str, list[Question]] = {}
    for question in questions:
        by_topic.setdefault(question.topic, []).append(question)
    turns: list[list[Question]] = []
    repeated: list[Question] = []
    for topic in by_topic.values():
        differing, alike = _split(topic)
        turns.append(differing)
        repeated += alike
    order = list(_in_turns(turns))
    return sorted([*order, *repeated], key=lambda question: question.is_reserve)


def _in_turns(turns: Sequence[list[Question]]) -> Iterator[Question]:
    while any(turns):
        for turn in turns:
            count = 2 if turn and turn[0].topic == MAIN_TOPIC else 1
            yield from turn[:count]
            del turn[:count]


def _split(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Split questions into those that differ from each other and those that repeat one of them.

    A question repeats another if it adds no new type of layer, kind of item or misconception.
    """
    left, seen = list(questions), set[str]()
    differing: list[Question] = []
    while left:
        best = max(left, key=lambda question: len(_features(question) - seen))
        if not _features(best) - seen:
            return differing, left
        left.remove(best)
        seen |= _features(best)
        differing.append(best)
    return differing, []


def _features(question: Question) -> set[str]:
    """Return the features that set a question apart: its misconceptions, kind and layer type."""
    layer = question.stem.partition(" is `")[2].partition("(")[0]
    beliefs = {wrong.belief for wrong in question.wrongs}
    return {question.kind, f"layer {layer}", *beliefs}
