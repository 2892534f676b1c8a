"""Drafts survive a restart until they are deleted."""

from pathlib import Path

import pytest

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.drafts import Drafts

PLACE = ("conv", "write-a-layer", "kernel=3")


def test_a_draft_can_be_read_by_the_next_process(tmp_path: Path) -> None:
    Drafts(tmp_path / "drafts").keep(*PLACE, "x = 'ü'")
    assert Drafts(tmp_path / "drafts").read(*PLACE) == "x = 'ü'"


def test_each_variant_has_a_draft_of_its_own(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(*PLACE, "a")
    assert drafts.read(*PLACE[:2], "kernel=5") == ""


def test_a_draft_replaces_the_previous_one_and_leaves_no_other_file(
    tmp_path: Path,
) -> None:
    drafts = Drafts(tmp_path)
    for text in ("a", "ab", "abc"):
        drafts.keep(*PLACE, text)
    assert drafts.read(*PLACE) == "abc" and len(list(tmp_path.iterdir())) == 1


def test_a_dropped_draft_is_gone_and_dropping_a_missing_one_is_not_an_error(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.drop(*PLACE)
    drafts.keep(*PLACE, "a")
    drafts.drop(*PLACE)
    assert drafts.read(*PLACE) == ""


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    with pytest.raises(StoreError, match=r"Could not save your draft in .*drafts: "):
        Drafts(tmp_path / "drafts").keep(*PLACE, "a")
