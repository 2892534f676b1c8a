"""Simulates learners with two misconceptions, who practise lesson by lesson or their weak points.

`python -m tests.benchmarks.weak_points` prints how many questions each learner needs until
both misconceptions are gone and three different items on each have been answered correctly since.
The items are those of the shipped lessons. The probabilities that drive the simulated learners
differ from those that torchquiz assumes when it chooses items.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean, median

from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.quota import can_be_asked
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models import authored
from torchquiz.engine.models.proven import ItemHead, Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.verdict import right_probability
from torchquiz.engine.study.weakness.focus import Focus, chance_of
from torchquiz.engine.study.weakness.next_item import next_item
from torchquiz.engine.study.weakness.records import (
    TO_OVERCOME,
    Answered,
    MisconceptionRecord,
    records,
)

LEARNERS = 200
ABILITY = 0.8
REVEALS, IS_RIGHT_ANYWAY = 0.8, 0.15
"""The probabilities that a learner with a misconception reveals it, or answers correctly anyway."""
SLIP = 0.3
"""The probability that any other wrong answer matches one of the item's misconceptions."""
UNLEARNS = 0.4
"""The probability that an explanation removes a misconception that was just revealed."""
MOST_QUESTIONS = 2000
FORMS = {"claim": "choose", "diagnose": "choose", "raises": "choose", "card": "reveal"}
FORMS |= {"table": "table", "order": "arrange", "write": "write"}


@dataclass
class Learner:
    """A simulated learner, with the misconceptions still held and the answers so far."""

    random: Random
    held: set[str]
    known: dict[str, MisconceptionRecord]
    answers: list[Answered] = field(default_factory=list)
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def answer(self, item: Reference, head: ItemHead) -> None:
        """Answer an item, and learn from its explanation."""
        self.now += timedelta(minutes=1)
        revealed = next((name for name in head.misconceptions if name in self.held), "")
        draw = self.random.random()
        if revealed and draw < REVEALS:
            self._record(Answered(item, False, revealed, self.now), head)
            if self.random.random() < UNLEARNS:
                self.held.discard(revealed)
            return
        right = right_probability(head.level, chance_of(head), ABILITY)
        is_right = draw > 1 - IS_RIGHT_ANYWAY if revealed else draw < right
        slip = ""
        if not is_right and head.misconceptions and self.random.random() < SLIP:
            slip = self.random.choice(head.misconceptions)
        self._record(Answered(item, is_right, slip, self.now), head)

    def _record(self, answered: Answered, head: ItemHead) -> None:
        self.answers.append(answered)
        for name in head.misconceptions:
            self.known[name] = self.known[name].after(answered)


Practise = Callable[[Learner, list[Lesson]], Reference]
"""A function that chooses the next item."""


def shipped_lessons() -> list[Lesson]:
    """Return the shipped lessons and the summaries of their items, without proving them."""
    lessons = []
    for path in lesson_files([BANKS]):
        bank = load_bank(path)
        heads = tuple(_head(item) for item, _ in bank.items)
        model = bank.lesson
        lessons.append(
            Lesson(model.lesson, model.title, 1, "", "", heads, misconceptions=bank.misconceptions)
        )
    return lessons


def _head(item: authored.Item) -> ItemHead:
    is_typed = getattr(item, "entry", "options") == "typed"
    typed_form = "typed" if item.kind == "predict" else "fill"
    form = FORMS.get(item.kind) or (typed_form if is_typed else "choose")
    names = [one.misconception for one in getattr(item, "distractors", [])]
    return ItemHead(item.id, item.kind, item.level, "", form, tuple(dict.fromkeys(names)))


def in_order(learner: Learner, lessons: list[Lesson]) -> Reference:
    """Choose as practice does: lesson by lesson, missed items before new ones, easy ones first."""
    latest = {answered.item: answered.is_right for answered in learner.answers}
    recent = [answered.item for answered in learner.answers[-12:]]
    for lesson in lessons:
        own = [Reference(lesson.id, head.id) for head in lesson.items if can_be_asked(head.form)]
        missed = [item for item in own if latest.get(item) is False and item not in recent]
        unseen = [item for item in own if item not in latest]
        if missed or unseen:
            return (missed or unseen)[0]
    last_seen = {answered.item: number for number, answered in enumerate(learner.answers)}
    return min(last_seen, key=lambda item: last_seen[item])


def by_weakness(learner: Learner, lessons: list[Lesson]) -> Reference:
    """Choose an item as practising weak points does, in sessions of twelve items."""
    begun = len(learner.answers) // 12 * 12
    asked = {answered.item for answered in learner.answers[begun:]}
    chosen = next_item(lessons, learner.answers, learner.known, Focus(), asked)
    assert chosen is not None
    return chosen


def questions_needed(
    practise: Practise, lessons: list[Lesson], planted: tuple[str, ...], seed: int
) -> int:
    """Return the number of questions until the planted misconceptions are gone and are recorded as
    overcome."""
    learner = Learner(Random(seed), set(planted), records(lessons, ()))
    heads = {Reference(lesson.id, head.id): head for lesson in lessons for head in lesson.items}
    while len(learner.answers) < MOST_QUESTIONS:
        item = practise(learner, lessons)
        learner.answer(item, heads[item])
        rights = [len(learner.known[name].right_since) for name in planted]
        if not learner.held and min(rights) >= TO_OVERCOME:
            break
    return len(learner.answers)


def plantable(lessons: list[Lesson]) -> list[str]:
    """Return the misconceptions that at least three gradable items can reveal."""
    counts: dict[str, int] = {}
    for lesson in lessons:
        for head in lesson.items:
            for name in head.misconceptions if can_be_asked(head.form) else ():
                counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= TO_OVERCOME)


def main() -> None:
    """Print how many questions the simulated learners need."""
    lessons = shipped_lessons()
    names = plantable(lessons)
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS
    needed: dict[str, list[int]] = {"in order": [], "by weakness": []}
    for seed in range(learners):
        planted = tuple(Random(seed).sample(names, 2))
        needed["in order"].append(questions_needed(in_order, lessons, planted, seed))
        needed["by weakness"].append(questions_needed(by_weakness, lessons, planted, seed))
    print(f"{learners} learners, each with two of {len(names)} misconceptions")
    for how, counts in needed.items():
        print(f"{how:12} {mean(counts):6.0f} questions on average, median {median(counts):.0f}")
    saved = mean(needed["in order"]) - mean(needed["by weakness"])
    wins = sum(a > b for a, b in zip(needed["in order"], needed["by weakness"], strict=True))
    print(f"fewer        {saved:6.0f} questions on average; fewer for {wins} of {learners}")


if __name__ == "__main__":
    main()
