"""Lists all programs of a `write` item except the reference solution."""

from torchquiz.engine.kinds.write.impostors import whole_program
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where


def listed_programs(context: ItemContext[WriteItem]) -> list[tuple[Where, str]]:
    """Return the starter code, the wrong programs and further correct ones, with their fields.

    Raises:
        ProofStopped: a parameter cannot be replaced, or a change does not fit the reference.
    """
    item = context.item
    programs: list[tuple[Where, str]] = [
        (("starter",), context.with_values(item.starter, "starter", is_fragment=False))
    ]
    for number, distractor in enumerate(item.distractors):
        where: Where = ("distractors", number, "code")
        programs.append((where, context.with_values(distractor.code, *where, is_fragment=False)))
    for number, near_miss in enumerate(item.near_misses):
        where = ("near_misses", number, "code")
        programs.append((where, whole_program(context, near_miss.code, *where)))
    for number, other in enumerate(item.equally_right):
        where = ("equally_right", number)
        programs.append((where, whole_program(context, other, *where)))
    return programs
