"""README shows the current app, and the folders that README and ARCHITECTURE name exist."""

import re
import tomllib

import pytest

from tests import ROOT
from tests.tui.readme_picture import COMMAND, PICTURE, draw_picture, text_of

README = (ROOT / "README.md").read_text()
HOMEPAGE = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Homepage"]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text()
MOST_LINES = 135


def linked_files(text: str) -> set[str]:
    """Return the files of this repository to which a text links."""
    # For example `blob/main/LICENSE` after the home page's address.
    return set(re.findall(re.escape(HOMEPAGE) + r"/(?:blob|raw)/main/([\w./-]+)", text))


def named_folders(text: str) -> set[str]:
    """Return the folders that a table of folders names, such as `engine/kinds`."""
    table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    # For example `engine/kinds/`, but not `engine/kinds/KIND.py`.
    names = re.findall(r"`((?:engine|tui|tests|quizzes)/[\w/]*)`", table)
    return {name.rstrip("/") for name in names}


def source_folders() -> set[str]:
    """Return the folders of code directly below `engine` and `tui`."""
    parents = [ROOT / "engine", ROOT / "tui"]
    found = [path for parent in parents for path in parent.glob("*/__init__.py")]
    return {str(path.parent.relative_to(ROOT)) for path in found}


def test_the_picture_shows_the_screen_as_it_is() -> None:
    drawn = text_of(draw_picture())
    assert text_of(PICTURE.read_text()) == drawn, f"The picture is out of date; run {COMMAND}"


def test_a_changed_screen_makes_the_picture_out_of_date() -> None:
    assert text_of(PICTURE.read_text()) != text_of(draw_picture("hint"))


def test_the_picture_needs_no_other_host() -> None:
    addresses = set(re.findall(r"\w+://[\w./-]+", PICTURE.read_text()))
    assert addresses <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}


def test_links_are_absolute_and_lead_to_files_that_exist() -> None:
    assert "tests/tui/pictures/question.svg" in linked_files(README)
    assert [name for name in linked_files(README) if not (ROOT / name).is_file()] == []
    assert re.findall(r"\]\((?!https://)[^)]*\)", README) == []


@pytest.mark.parametrize("text", [README, ARCHITECTURE], ids=["README", "ARCHITECTURE"])
def test_every_named_folder_exists(text: str) -> None:
    assert [name for name in named_folders(text) if not (ROOT / name).is_dir()] == []


def test_architecture_names_every_folder_of_code() -> None:
    assert source_folders() - named_folders(ARCHITECTURE) == set()


def test_a_folder_that_is_gone_would_be_noticed() -> None:
    assert named_folders("| `engine/gone/`, `tui/app/` | text |") == {"engine/gone", "tui/app"}


def test_readme_is_short() -> None:
    assert len(README.splitlines()) <= MOST_LINES
