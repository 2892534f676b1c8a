"""What else a proof looks at: hints, lengths, and parameters that do not matter."""

import pytest

from tests.engine.items import CELLS, COUNT, LINES, MARKS, shape, variant
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.answers import Answer, Choose, Fill, Option, Program, Typed
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.context import Case, Ground
from torchquiz.engine.proof.texts import Rendered
from torchquiz.engine.proving.checks import check_variant, gives_away, idle_parameters
from torchquiz.engine.variants.grid import Combination
from torchquiz.engine.yaml.positions import Source

TEXTS = {"stem": "…", "hints": ["…"], "solution": ["…"], "check": "…"}


def authored(**fields: object) -> Item:
    return Item.model_validate({"id": "a", "kind": "predict", "level": "easy", **TEXTS, **fields})


def checked(one: Variant, *rendered: Rendered) -> list[Fault]:
    case = Case(
        authored(),
        Combination({}, {}),
        Ground(Source("bank.yaml"), (), (), {}),
        run=lambda jobs: [],
    )
    case.rendered = {text.where: text for text in rendered}
    check_variant(case, one)
    return case.faults


# Hints


@pytest.mark.parametrize(
    ("hint", "key"),
    [
        ("The result is 28.", "28"),
        ("So 32 - 5 + 1 = 28", "28"),
        ("It gives -3.", "-3"),
        ("Think of (1, 6, 28, 28).", "(1, 6, 28, 28)"),
        ("Think of (1,6,28,28)!", "(1, 6, 28, 28)"),
        ("Write `padding = 2` there.", "padding=2"),
        ("It raises a RuntimeError.", "RuntimeError"),
        ("What about `NN.ReLU()`?", "nn.ReLU()"),
        ("It slides small filters over the image.", "It slides small filters over the image."),
    ],
)
def test_a_hint_that_says_the_key_is_seen(hint: str, key: str) -> None:
    assert gives_away(hint, key)


@pytest.mark.parametrize(
    ("hint", "key"),
    [
        ("With 28 pixels on a side, how often does it fit?", "28"),
        ("It is 280 or 2.28.", "28"),
        ("Is it true that nothing changes?", "True"),
        ("Count the RuntimeErrors.", "RuntimeError"),
        ("Look at (1, 6, 28).", "(1, 6, 28, 28)"),
        ("Subtract the kernel, then add one.", "28"),
        ("", "28"),
    ],
)
def test_a_hint_that_leads_to_the_key_is_none_that_says_it(hint: str, key: str) -> None:
    assert not gives_away(hint, key, "There are 28 pixels.")


def test_the_key_is_what_a_learner_would_give() -> None:
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


def test_a_hint_with_the_key_is_a_fault_of_its_variant() -> None:
    from msgspec.structs import replace

    (fault,) = checked(replace(variant(COUNT), hints=("Nothing.", "The sum is 456.")))
    assert fault.message == "the hint holds the key, 456." and fault.item == "a"


# Lengths


def options(*texts: str, key: int = 0) -> Choose:
    return Choose(tuple(Option(text, "prose", number == key) for number, text in enumerate(texts)))


@pytest.mark.parametrize("key", [0, 1, 2])
def test_the_only_long_option_stands_out(key: int) -> None:
    (fault,) = checked(variant(options("short " * 12, "short one", "another one", key=key)))
    assert fault.message == "this option is the only long one, which stands out."


@pytest.mark.parametrize(
    "texts",
    [
        ("long " * 12, "long " * 11, "short"),
        ("a bit longer than all others", "short", "one"),
        ("x " * 40, "short"),
    ],
)
def test_lengths_that_tell_nothing_are_no_fault(texts: tuple[str, ...]) -> None:
    assert checked(variant(options(*texts))) == []


# Figures


def test_wrong_figures_are_faults_and_unbacked_ones_are_counted() -> None:
    case = Case(
        authored(),
        Combination({}, {}),
        Ground(Source("bank.yaml"), (), (), {}),
        run=lambda jobs: [],
    )
    case.rendered = {("check",): Rendered(("check",), "2 + 2 = 5, in 1984.", ())}
    check_variant(case, variant(MARKS))
    assert [fault.message for fault in case.faults] == ["the equation 2 + 2 = 5 does not hold."]
    assert (case.tally.figures.wrong, case.tally.figures.unproven) == (1, 1)
    (doubt,) = case.unproven
    assert doubt.where == ("check",) and "1984" in doubt.reason


# Parameters


def keyed(text: str, **params: object) -> Variant:
    return variant(Typed(Value("int", text, text), 0.0), **params)


def test_a_parameter_that_never_changes_the_key_is_idle() -> None:
    item = authored(given={"a": [1, 2], "b": [1, 2]})
    variants = [keyed(str(a), a=a, b=b) for a in (1, 2) for b in (1, 2)]
    assert idle_parameters(item, variants) == ["b"]


def test_a_parameter_that_matters_only_sometimes_matters() -> None:
    item = authored(given={"a": [1, 2], "b": [1, 2]})
    variants = [keyed(str(a * b if a == 2 else 0), a=a, b=b) for a in (1, 2) for b in (1, 2)]
    assert idle_parameters(item, variants) == []


def test_a_parameter_with_one_value_is_never_idle() -> None:
    assert idle_parameters(authored(given={"a": [1]}), [keyed("1", a=1)]) == []
    assert idle_parameters(authored(), [keyed("1")]) == []
