"""Parameters that never change the key are found."""

from tests.engine.items import variant
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proving.parameters import idle_parameters

TEXTS = {"stem": "…", "hints": ["…"], "solution": ["…"], "check": "…"}


def authored(**fields: object) -> Item:
    return Item.model_validate({"id": "a", "kind": "predict", "level": "easy", **TEXTS, **fields})


def keyed(text: str, **params: object) -> Variant:
    return variant(Typed(Value("int", text, text), 0.0), **params)


def test_a_parameter_that_never_changes_the_key_is_idle() -> None:
    item = authored(given={"a": [1, 2], "b": [1, 2]})
    variants = [keyed(str(a), a=a, b=b) for a in (1, 2) for b in (1, 2)]
    assert idle_parameters(item, variants) == ["b"]


def test_a_parameter_that_matters_only_sometimes_is_not_idle() -> None:
    item = authored(given={"a": [1, 2], "b": [1, 2]})
    variants = [keyed(str(a * b if a == 2 else 0), a=a, b=b) for a in (1, 2) for b in (1, 2)]
    assert idle_parameters(item, variants) == []


def test_a_parameter_with_one_value_is_never_idle() -> None:
    assert idle_parameters(authored(given={"a": [1]}), [keyed("1", a=1)]) == []
    assert idle_parameters(authored(), [keyed("1")]) == []
