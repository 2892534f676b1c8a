"""Finds code that changes PyTorch, Python or their settings, by running it."""

from torchquiz.engine.models.authored import Item, joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import right_code
from torchquiz.engine.proving.environment import REPLACED
from torchquiz.engine.proving.outdated import deprecations, outdated_names
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job, program
from torchquiz.engine.sandbox.values import plain

USUAL_NAMES = ("torch", "nn", "F", "np", "optim")
"""Names by which code about PyTorch calls its modules."""
CHANGED = Ask("_changed_attributes()")
PURPOSE = "changed names"


def doubt_changed_names(context: ItemContext[Item], variant: Variant) -> None:
    """Record a doubt about each name in the code that is outdated or means something unusual.

    A hidden name or a changed setting counts only if the setup is to blame, because learners may
    overlook the setup.
    """
    code = right_code(variant)
    before = (program("untouched"), Block("_remember()", "untouched", role="setup"))
    setups, names = context.scope.setups, context.names
    asks = (Ask(f"_hidden_names({USUAL_NAMES!r})"), Ask("_settings_changed()"))
    whole, setup = context.run(
        [
            Job((*before, *setups, Block(code)), (CHANGED,), names, purpose=PURPOSE),
            Job((*before, *setups), asks, names, purpose=PURPOSE),
        ]
    )
    _doubt_outdated_names(context, joined(context.scope.setup, code), whole.warnings)
    hidden, settings = setup.answers or ((), ())
    for name in [*_strings(next(iter(whole.answers), ())), *_strings(hidden)]:
        context.note_doubt(REPLACED.format(name=name), "snippet")
    for setting in _strings(settings):
        context.note_doubt(
            f"the setup changes {setting}, which learners may overlook; change it in the snippet",
            "snippet",
        )


def _doubt_outdated_names(context: ItemContext[Item], code: str, warnings: str) -> None:
    """Record a doubt about each outdated name, unless the item is for certain versions only."""
    if context.item.torch is None:
        for reason in dict.fromkeys([*outdated_names(code), *deprecations(warnings)]):
            context.note_doubt(reason, "snippet")


def _strings(answer: Answered) -> list[str]:
    return [str(part) for part in plain(answer)] if isinstance(answer, Value) else []
