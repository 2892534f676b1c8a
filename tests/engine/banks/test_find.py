"""Commands find lessons and items by the names on the command line."""

from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.banks.find import find_item, find_lesson
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.yaml.recognise import item_ids

pytest_plugins = ["tests.engine.fixtures"]


def test_a_lesson_is_found_by_its_id_and_by_its_path(bank: Path) -> None:
    assert find_lesson("small", [bank.parent]) == find_lesson(str(bank), []) == bank


@pytest.mark.parametrize("name", ["size", "small/size"])
def test_an_item_is_found_alone_or_with_its_lesson(name: str, bank: Path) -> None:
    place = find_item(name, [bank.parent])
    assert (place.path, place.lesson, place.item) == (bank, "small", "size")


def test_an_ambiguous_name_must_be_given_in_full(bank: Path) -> None:
    bank.with_name("other.yaml").write_text(SMALL.replace("lesson: small", "lesson: other"))
    with pytest.raises(
        TorchquizError,
        match=r"^Several lessons have an item 'size'; name one of these: other/size, small/size\.$",
    ):
        find_item("size", [bank.parent])
    assert find_item("other/size", [bank.parent]).path.name == "other.yaml"


def test_an_unknown_name_is_reported_with_a_similar_one(bank: Path) -> None:
    with pytest.raises(TorchquizError, match=r"^Unknown item 'sise'; did you mean 'size'\?$"):
        find_item("sise", [bank])


def test_a_name_without_a_similar_one_gets_advice_on_how_to_name_items(bank: Path) -> None:
    with pytest.raises(TorchquizError, match="'zebra'; write LESSON/ITEM or ITEM"):
        find_item("zebra", [bank])


def test_ids_of_items_with_faults_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("items:\n  - id: a\n    kind: [\n  - kind: card\n    id: 'b-c'\n")
    assert item_ids(path) == ["a", "b-c"]
