"""Lists the optional fields that a lesson leaves out although they would help its learners.

No proof needs these fields. Without them a lesson can be studied, but its learners get no hints,
worked solutions or reasons why an answer is wrong.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import Fault
from torchquiz.engine.kinds.card import CardItem
from torchquiz.engine.kinds.claim.model import ClaimItem
from torchquiz.engine.models.authored import Item
from torchquiz.engine.wording import counted, listed

OF_LESSON = ("title", "minutes", "about")
EXPLAINING = ("hints", "solution", "check")
OF_DISTRACTOR = ("misconception", "because")


def omissions(bank: Bank) -> list[Fault]:
    """Return remarks on the optional fields left out by items and by the lesson itself."""
    remarks = list(_omissions_of_lesson(bank))
    for item, scope in bank.items:
        left_out = [*_fields_left_out(item), *_fields_left_out_of_distractors(item)]
        if left_out:
            message = f"the item leaves out {listed(left_out)}."
            remedy = "Add them; they help learners who are stuck."
            remark = bank.source.fault(scope.where, message, remedy)
            remarks.append(replace(remark, item=item.id))
    return sorted(remarks)


def _omissions_of_lesson(bank: Bank) -> Iterator[Fault]:
    left_out = [f"`{name}`" for name in OF_LESSON if not getattr(bank.lesson, name)]
    if left_out:
        message = f"the lesson leaves out {listed(left_out)}."
        remedy = "Add them; learners see them before they choose a lesson."
        yield bank.source.fault((), message, remedy)


def _fields_left_out(item: Item) -> Iterator[str]:
    """Yield the optional fields that an item leaves out.

    Flash cards explain themselves, and items copied from another source can only have that source's
    explanations. Neither is expected to have fields that explain.
    """
    if "level" not in item.model_fields_set:
        yield "`level`"
    is_quoted = isinstance(item, ClaimItem) and item.is_quoted
    if not is_quoted and not isinstance(item, CardItem):
        yield from (f"`{name}`" for name in EXPLAINING if not getattr(item, name))


def _fields_left_out_of_distractors(item: Item) -> Iterator[str]:
    distractors = getattr(item, "distractors", [])
    for name in OF_DISTRACTOR:
        count = sum(not getattr(distractor, name) for distractor in distractors)
        if count:
            yield f"`{name}` of {counted(count, 'distractor')}"
    if isinstance(item, ClaimItem) and item.statement and not distractors:
        yield "the distractor with `misconception` and `because`"
