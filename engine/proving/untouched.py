"""Finds code that changes PyTorch, Python or their settings, by running it."""

from torchquiz.engine.models.authored import Item, joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import right_code
from torchquiz.engine.proving.outdated import deprecations, outdated_names
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job, program
from torchquiz.engine.sandbox.values import plain

USUAL_NAMES = ("torch", "nn", "F", "np", "optim")
"""Names by which code about PyTorch calls its modules."""
CHANGED = Ask("_changed_attributes()")
PURPOSE = "changed names"


def doubt_changed_names(context: ItemContext[Item], variant: Variant) -> None:
    """Record a doubt about each name that is outdated or means something else in the code.

    Names that are hidden and settings count only in the setup, which learners may overlook.
    """
    before = (program("untouched"), Block("_remember()", "untouched", role="setup"))
    setups = context.scope.setups
    names, asks = (
        context.names,
        (Ask(f"_hidden_names({USUAL_NAMES!r})"), Ask("_settings_changed()")),
    )
    whole = Job((*before, *setups, Block(right_code(variant))), (CHANGED,), names, purpose=PURPOSE)
    setup = Job((*before, *setups), asks, names, purpose=PURPOSE)
    outcomes = context.run([whole, setup])
    if context.item.torch is None:
        code = joined(context.scope.setup, right_code(variant))
        for reason in dict.fromkeys([*outdated_names(code), *deprecations(outcomes[0].warnings)]):
            context.note_doubt(reason, "snippet")
    of_whole, of_setup = (outcome.answers for outcome in outcomes)
    hidden, settings = of_setup or ((), ())
    for name in [*_strings(next(iter(of_whole), ())), *_strings(hidden)]:
        reason = f"the code replaces `{name}`, so the result is not PyTorch's own"
        context.note_doubt(reason, "snippet")
    for setting in _strings(settings):
        context.note_doubt(
            f"the setup changes {setting}, which learners may overlook; change it in the snippet",
            "snippet",
        )


def _strings(answer: Answered) -> list[str]:
    return [str(part) for part in plain(answer)] if isinstance(answer, Value) else []
