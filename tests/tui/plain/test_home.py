"""Tests of the home page in the plain front end."""

import io
from pathlib import Path

import pytest

from tests.tui.conftest import Learner, Said
from tests.tui.small_items import chosen, true_or_false
from torchquiz.tui.cli import main


@pytest.fixture
def learner(learner_of: "object") -> Learner:
    """Return a learner with a lesson of two questions."""
    assert callable(learner_of)
    learner = learner_of(true_or_false(), chosen())
    assert isinstance(learner, Learner)
    return learner


def home(learner: Learner, *lines: str) -> Said:
    """Type lines at the home page, and return the output."""
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    learner.monkeypatch.setattr("sys.stdin", typed)
    status = main(["--bank", str(learner.path), "--plain"])
    return Said(status, *learner.capsys.readouterr())


def test_home_shows_the_next_step_every_lesson_and_what_can_be_typed(learner: Learner) -> None:
    said = home(learner, "q")
    assert said.status == 0
    assert "1. Sizes after a convolution: 0 of 2 right\n" in said.out
    assert "Press Enter for the next step, or type a lesson's number, " in said.out
    assert said.out.count("\n\n") >= 1 and said.err == ""


def test_a_lesson_is_taken_by_its_number_and_home_shows_the_new_standing(learner: Learner) -> None:
    said = home(learner, "1", "", "a", "", "(1, 6, 28, 28)", "", "l", "q")
    assert "Question 1 of 2" in said.out
    assert "1. Sizes after a convolution: 2 of 2 right\n" in said.out


def test_stopping_in_a_lesson_leads_back_home(learner: Learner) -> None:
    said = home(learner, "1", "", "q", "q")
    assert "Your answers are saved.\n" in said.out and "To continue:" not in said.out
    assert said.out.count("Continue practising Sizes after a convolution: 2 questions left.") == 1


def test_the_lessons_are_listed_once_and_again_on_request(learner: Learner) -> None:
    listed = "1. Sizes after a convolution: 0 of 2 right"
    assert home(learner, "", "q", "q").out.count(listed) == 1
    assert home(learner, "", "q", "l", "q").out.count(listed) == 2


def test_a_lesson_lists_its_activities_to_choose_from(learner: Learner) -> None:
    said = home(learner, "1", "9", "q", "1", "1", "b", "q", "1", "q", "1", "x 1", "q", "q")
    assert "\n  1. Practice: questions with hints; 5 minutes\n" in said.out
    assert "“9” is not the number of an activity.\n" in said.out
    assert "  1. Practice: questions with hints; 5 minutes; 1 question left\n" in said.out
    assert "Hardest for you so far:\n  “A convolution pads automatically" in said.out
    assert said.out.count("Question 1 of 2") == 2


def test_enter_does_the_next_step(learner: Learner) -> None:
    assert "Question 1 of 2" in home(learner, "", "q", "q").out


def test_search_lists_what_it_finds_and_opens_a_question(learner: Learner) -> None:
    said = home(learner, "/convolution", "2", "q", "/zebra", "q")
    assert (
        "  1. " in said.out
        and "Type a number to open a result, or press Enter for home: " in said.out
    )
    assert "Question 1 of 1" in said.out
    assert "Nothing was found.\n" in said.out


def test_a_search_without_words_says_how_to_search(learner: Learner) -> None:
    said = home(learner, "/", "/  ", "q")
    assert said.out.count("Type / and the words to look for, such as /broadcast.\n") == 2
    assert "Nothing was found" not in said.out


def test_statistics_are_printed(learner: Learner) -> None:
    assert "You have not answered any questions yet." in home(learner, "stats", "q").out
    said = home(learner, "1", "", "a", "q", "stats", "q")
    assert "1 of 1 answer right on the first try, 100 %.\n" in said.out
    assert "easy: 1 of 1 right\n" in said.out


def test_a_setting_is_shown_changed_and_refused(learner: Learner, home_folder: Path) -> None:
    said = home(learner, "settings", "sitting 3", "settings", "sitting 900", "settings", "", "q")
    assert "sitting 12: " in said.out and "sitting 3: " in said.out
    assert "sitting must be a number from 3 to 60.\n" in said.out
    assert "sitting = 3" in (home_folder / "settings.toml").read_text()


@pytest.fixture
def home_folder(home: Path) -> Path:
    """Return the folder with the settings."""
    return home


def test_the_commands_of_home_are_listed_again_on_request(learner: Learner) -> None:
    said = home(learner, "?", "q")
    assert said.out.count("l to list the lessons, r to review, /WORDS to search, ") == 2
    assert "or type a command, ? for all commands: q\n" in said.out


def test_a_line_that_is_not_a_command_gets_one_sentence(learner: Learner) -> None:
    said = home(learner, "dance", "7", "q")
    assert "“dance” is not a command here.\n" in said.out
    assert "“7” is not the number of a lesson.\n" in said.out


def test_a_review_without_due_items_says_so(learner: Learner) -> None:
    assert "due" in home(learner, "r", "q").out


def test_plain_before_a_command_counts_for_the_command(learner: Learner) -> None:
    learner.monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    assert main(["--plain", "take", str(learner.path)]) == 0
    assert "Question 1 of 2" in learner.capsys.readouterr().out
