"""The lessons of a folder are listed in the order of its syllabus."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL
from torchquiz.engine.banks.syllabus import (
    OTHERS,
    SECTION,
    SYLLABUS,
    find_lessons,
    lesson_files,
    prerequisite_faults,
    sections,
)
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS

pytest_plugins = ["tests.engine.fixtures"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with three lessons and a file of misconceptions."""
    for name in ("a.yaml", "b.yaml", "c.yaml", "misconceptions.yaml"):
        (tmp_path / name).write_text("lesson: x\n")
    return tmp_path


def names(folder: Path) -> list[str]:
    return [path.name for path in lesson_files([folder])]


def test_without_a_syllabus_lessons_are_sorted_by_name(folder: Path) -> None:
    assert names(folder) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_syllabus_puts_its_lessons_first_and_the_others_after(folder: Path) -> None:
    (folder / SYLLABUS).write_text("# first things first\nc.yaml\n\na.yaml  # then this\n")
    assert names(folder) == ["c.yaml", "a.yaml", "b.yaml"]


def test_files_of_one_folder_are_sorted_by_its_syllabus_among_other_paths(
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


def test_shared_misconceptions_are_not_a_lesson(folder: Path) -> None:
    with pytest.raises(
        TorchquizError,
        match=r"misconceptions\.yaml: this file holds shared misconceptions, not a lesson",
    ):
        lesson_files([folder / "misconceptions.yaml"])


def test_a_syllabus_that_names_an_unknown_lesson_is_reported_with_its_line(folder: Path) -> None:
    (folder / SYLLABUS).write_text("a.yaml\nd.yaml\n")
    with pytest.raises(
        TorchquizError, match=r"syllabus\.txt:2: this folder contains no lesson 'd\.yaml'"
    ):
        lesson_files([folder])


def test_every_shipped_lesson_is_in_the_syllabus() -> None:
    lines = (BANKS / SYLLABUS).read_text().splitlines()
    named = {line for line in lines if line and not line.startswith(SECTION)}
    assert {path.name for path in lesson_files([BANKS])} == named
    assert OTHERS not in sections(lesson_files([BANKS])).values()


def test_a_syllabus_divides_the_course_into_sections(folder: Path) -> None:
    (folder / SYLLABUS).write_text("## Basics\nc.yaml # first\n## Models\na.yaml\n# no section\n")
    found = sections(lesson_files([folder]))
    assert {path.name: section for path, section in found.items()} == {
        "c.yaml": "Basics",
        "a.yaml": "Models",
        "b.yaml": OTHERS,
    }


def test_lessons_without_a_syllabus_have_no_section(folder: Path) -> None:
    assert not sections(lesson_files([folder]))
    (folder / SYLLABUS).write_text("c.yaml\na.yaml\n")
    assert not any(sections(lesson_files([folder])).values())


@pytest.mark.parametrize(
    "inside",
    [
        ".github/x.yaml",
        "env/lib/x.yaml",
        "conda/x.yaml",
        "node_modules/x.yaml",
        "web/.cache/x.yaml",
    ],
)
def test_hidden_folders_and_environments_are_passed_over(folder: Path, inside: str) -> None:
    for name in ("env/pyvenv.cfg", "conda/conda-meta/history", inside):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("lesson: x\n")
    assert find_lessons([folder]) == ([folder / f"{name}.yaml" for name in "abc"], [])
    # A folder that the user names may be anywhere.
    named = (folder / inside).parent
    assert lesson_files([named]) == [folder / inside]


def test_files_that_are_not_lessons_are_passed_over_and_counted(folder: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text("services:\n  lesson: no\n")
    found = find_lessons([folder])
    assert found == ([folder / "c.yaml"], [folder / "a.yaml", folder / "b.yaml"])
    assert lesson_files([folder / "a.yaml"]) == [folder / "a.yaml"]
    (folder / SYLLABUS).write_text("b.yaml\n")
    assert names(folder) == ["b.yaml", "c.yaml"]


def test_a_folder_in_which_no_file_is_a_lesson_is_an_error(folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.yaml").write_text("leson: x\n")
    with pytest.raises(TorchquizError, match=r"no lesson, because no line in its 3 YAML files beg"):
        lesson_files([folder])


def test_prerequisites_must_exist_and_come_first() -> None:
    assert prerequisite_faults([("a", "first", ()), ("b", "second", ("first",))]) == []
    (late, missing) = prerequisite_faults(
        [("a", "first", ("second", "third")), ("b", "second", ())]
    )
    assert "comes after this lesson" in late.message
    assert "'third' is not a lesson" in missing.message


def test_check_reports_a_lesson_whose_prerequisite_comes_later(
    check: Check, tmp_path: Path
) -> None:
    one, other = tmp_path / "bank" / "a.yaml", tmp_path / "bank" / "b.yaml"
    one.parent.mkdir()
    one.write_text(SMALL.replace("items:", "prerequisites: [other]\nitems:", 1))
    other.write_text(SMALL.replace("lesson: small", "lesson: other", 1))
    said = check(one.parent)
    assert said.status == 1 and "the prerequisite 'other' comes after this lesson." in said.err
    assert check(one).status == 0


def test_a_prerequisite_beside_the_checked_files_is_not_missing(
    check: Check, tmp_path: Path
) -> None:
    names = ("first", "second", "third")
    files = [tmp_path / "bank" / f"{name}.yaml" for name in names]
    files[0].parent.mkdir()
    for file, needed in zip(files, ("tensors", "first", "forgotten"), strict=True):
        lesson = SMALL.replace("lesson: small", f"lesson: {file.stem}", 1)
        file.write_text(lesson.replace("items:", f"prerequisites: [{needed}]\nitems:", 1))
    said = check(*files[1:])
    assert said.status == 1 and "the prerequisite 'forgotten' is not a lesson." in said.err
    assert "'first'" not in said.err
    assert "is not a lesson" not in check(*files[:2]).err
