"""The order of lessons, as a folder's syllabus has it."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.engine.banks.syllabus import SYLLABUS, lesson_files, unmet
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS

pytest_plugins = ["tests.engine.fixtures"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three lessons and a file of misconceptions."""
    for name in ("a.yaml", "b.yaml", "c.yaml", "misconceptions.yaml"):
        (tmp_path / name).write_text("")
    return tmp_path


def names(folder: Path) -> list[str]:
    return [path.name for path in lesson_files([folder])]


def test_without_a_syllabus_lessons_come_by_name(folder: Path) -> None:
    assert names(folder) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_syllabus_orders_what_it_names_and_the_rest_follows(folder: Path) -> None:
    (folder / SYLLABUS).write_text("# first things first\nc.yaml\n\na.yaml  # then this\n")
    assert names(folder) == ["c.yaml", "a.yaml", "b.yaml"]


def test_files_of_one_folder_take_their_turns_wherever_they_are_named(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "z.yaml"
    other.write_text("")
    (folder / SYLLABUS).write_text("c.yaml\na.yaml\n")
    named = [
        folder / "a.yaml",
        other,
        folder / "b.yaml",
        folder / "c.yaml",
        folder / "misconceptions.yaml",
    ]
    assert [path.name for path in lesson_files(named)] == ["c.yaml", "z.yaml", "a.yaml", "b.yaml"]


def test_what_lessons_share_is_no_lesson(folder: Path) -> None:
    with pytest.raises(
        TorchquizError,
        match=r"misconceptions\.yaml: this file holds shared misconceptions, not a lesson",
    ):
        lesson_files([folder / "misconceptions.yaml"])


def test_a_syllabus_that_names_nothing_known_is_told_with_its_line(folder: Path) -> None:
    (folder / SYLLABUS).write_text("a.yaml\nd.yaml\n")
    with pytest.raises(TorchquizError, match=r"syllabus\.txt:2: there is no lesson 'd\.yaml' here"):
        lesson_files([folder])


def test_every_lesson_that_comes_with_torchquiz_stands_in_its_syllabus() -> None:
    assert {path.name for path in lesson_files([BANKS])} == set(
        (BANKS / SYLLABUS).read_text().split()
    )


def test_prerequisites_are_there_and_come_first() -> None:
    assert unmet([("a", "first", ()), ("b", "second", ("first",))]) == []
    (late, missing) = unmet([("a", "first", ("second", "third")), ("b", "second", ())])
    assert "comes later" in late.message and "no lesson 'third'" in missing.message


def test_check_tells_a_lesson_that_builds_on_a_later_one(check: Check, tmp_path: Path) -> None:
    one, other = tmp_path / "bank" / "a.yaml", tmp_path / "bank" / "b.yaml"
    one.parent.mkdir()
    one.write_text(SMALL.replace("items:", "prerequisites: [other]\nitems:", 1))
    other.write_text(SMALL.replace("lesson: small", "lesson: other", 1))
    said = check(one.parent)
    assert (
        said.status == 1
        and "the lesson 'other' comes later, and this one builds on it." in said.err
    )
    assert check(one).status == 0
