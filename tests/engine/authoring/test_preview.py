"""Tests how the item to preview is found, and the message if it cannot be shown."""

from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL, WRONG
from torchquiz.engine.authoring.preview import proven_item
from torchquiz.engine.banks.find import find_item
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]


class Shared:
    """A replacement for `Pool` that returns the worker shared by all tests."""

    pool: Pool

    def __init__(self, jobs: int) -> None:
        pass

    def __enter__(self) -> Pool:
        return self.pool

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture(autouse=True)
def shared(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shared, "pool", pool, raising=False)
    monkeypatch.setattr("torchquiz.engine.authoring.preview.Pool", Shared)


@pytest.mark.parametrize("name", ["size", "small/size"])
def test_an_item_is_found_by_its_id_alone_or_with_its_lessons(name: str, bank: Path) -> None:
    item = proven_item(find_item(name, [bank.parent]), None)
    assert (item.lesson, item.id, len(item.variants)) == ("small", "size", 4)


def test_a_faulty_item_reports_its_faults_and_the_others_are_shown(bank: Path) -> None:
    bank.write_text(WRONG)
    with pytest.raises(BankError) as raised:
        proven_item(find_item("size", [bank]), None)
    assert {fault.item for fault in raised.value.faults} == {"size"}
    assert proven_item(find_item("total", [bank]), None).id == "total"


def test_a_file_that_is_not_a_lesson_reports_its_own_faults(bank: Path) -> None:
    bank.write_text(SMALL.replace("lesson: small\n", ""))
    with pytest.raises(BankError, match="`lesson` is missing"):
        proven_item(find_item("size", [bank]), None)


def test_an_item_for_another_pytorch_is_reported_as_such(bank: Path) -> None:
    bank.write_text(SMALL.replace("    kind: claim\n", "    kind: claim\n    torch: '<2'\n"))
    with pytest.raises(
        TorchquizError, match="item 'total': it needs PyTorch <2, and this is PyTorch 2"
    ):
        proven_item(find_item("total", [bank]), None)
