"""A proof also checks the hints, the lengths of the options, and the figures in the text."""

import pytest

from tests.engine.items import CELLS, COUNT, LINES, MARKS, shape, variant
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.answers import Answer, Choose, Fill, Option, Program, Typed
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.item_context import ItemContext, ItemScope
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proving.checks import check_variant
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Watch
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.variants.grid import Combination
from torchquiz.engine.yaml.positions import Source

TEXTS = {"stem": "…", "hints": ["…"], "solution": ["…"], "check": "…"}


class NoWorkers(Pool):
    """Workers that run nothing, for tests of texts and options."""

    def run(self, job: Job, watch: Watch | None = None) -> Outcome:
        return Outcome("cancelled")


def authored(**fields: object) -> Item:
    return Item.model_validate({"id": "a", "kind": "predict", "level": "easy", **TEXTS, **fields})


def context_of(*rendered: RenderedText) -> ItemContext[Item]:
    scope = ItemScope(Source("bank.yaml"), (), (), "a")
    context = ItemContext(
        item=authored(), combination=Combination({}, {}), scope=scope, workers=NoWorkers()
    )
    context.rendered = {text.where: text for text in rendered}
    return context


def faults_of(proven: Variant) -> list[Fault]:
    context = context_of()
    check_variant(context, proven)
    return context.proof.faults


# Hints


def test_the_key_texts_are_what_a_learner_would_enter() -> None:
    fill = Fill(("____",), ("nn.ReLU()",), Program("", "____", "True", {}))
    answers: list[tuple[Answer, tuple[str, ...]]] = [
        (MARKS, ("It has weights.", "It has a bias.")),
        (COUNT, ("456",)),
        (Typed(shape(1, 2), 0.0), ("(1, 2)",)),
        (fill, ("nn.ReLU()",)),
        (CELLS, ("(1, 6, 28, 28)", "456", "0.5")),
        (LINES, ("a = 1\nb = 2\nc = a + b",)),
    ]
    for answer, texts in answers:
        assert answer.key_texts == texts


def test_a_hint_that_gives_away_the_key_is_a_fault() -> None:
    from msgspec.structs import replace

    (fault,) = faults_of(replace(variant(COUNT), hints=("Nothing.", "The sum is 456.")))
    assert fault.message == "this hint gives away the key, 456." and fault.item == "a"


# Lengths


def options(*texts: str, key: int = 0) -> Choose:
    return Choose(tuple(Option(text, "prose", number == key) for number, text in enumerate(texts)))


@pytest.mark.parametrize("key", [0, 1, 2])
def test_an_option_much_longer_than_the_others_is_a_fault(key: int) -> None:
    (fault,) = faults_of(variant(options("short " * 12, "short one", "another one", key=key)))
    assert fault.message == "this option is much longer than the others and gives itself away."


@pytest.mark.parametrize(
    "texts",
    [
        ("long " * 12, "long " * 11, "short"),
        ("a bit longer than all others", "short", "one"),
        ("x " * 40, "short"),
    ],
)
def test_lengths_that_do_not_give_the_key_away_are_not_a_fault(texts: tuple[str, ...]) -> None:
    assert faults_of(variant(options(*texts))) == []


# Options that look the same


def test_capitals_count_in_code_and_not_in_words() -> None:
    calls = options("`torch.Tensor([1])`", "`torch.tensor([1])`", "`torch.ones(1)`")
    assert faults_of(variant(calls)) == []
    (fault,) = faults_of(variant(options("It copies.", "it copies", "It fails.")))
    assert fault.message == "two options look the same: it copies."


# Figures


def test_wrong_figures_are_faults_and_unbacked_ones_are_counted() -> None:
    context = context_of(RenderedText(("check",), "2 + 2 = 5, in 1984.", ()))
    check_variant(context, variant(MARKS))
    (fault,) = context.proof.faults
    assert fault.message == "the equation 2 + 2 = 5 does not hold."
    assert (context.tally.figures.wrong, context.tally.figures.unproven) == (1, 1)
    (doubt,) = context.proof.doubts
    assert doubt.where == ("check",) and "1984" in doubt.reason
