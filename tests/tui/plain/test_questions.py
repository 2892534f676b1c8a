"""Tests of questions in the plain front end: what a learner types and reads."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs

from tests import ROOT
from tests.tui.conftest import Learner
from tests.tui.small_items import (
    arranged,
    chosen,
    counted,
    filled,
    marked,
    printed,
    raised,
    shaped,
    tabled,
    true_or_false,
)
from torchquiz.engine.cli.statuses import COULD_NOT_RUN
from torchquiz.engine.errors import Fault, StoreError, WorkerError
from torchquiz.engine.grading.grade import Chosen, Grade, Response, Unreadable
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.runs import Run
from torchquiz.engine.sandbox.job import Goal, Job, Outcome
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.session import Session
from torchquiz.engine.text.encodable import make_encodable
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import plain_form
from torchquiz.tui.plain.forms.choose import parse_options
from torchquiz.tui.plain.hearing import find_command
from torchquiz.tui.plain.signals import Signals

LearnerOf = Callable[..., Learner]

SHOWN = (
    (2, Option("28", "value", True)),
    (0, Option("2", "value", False)),
    (1, Option("32", "value", False)),
)


class Bench:
    """A fake pool of workers."""

    outcome = Outcome("finished", answers=(Goal(True),))
    started = 0
    jobs: tuple[Job, ...] = ()

    def __init__(self, jobs: int) -> None:
        self.width = jobs

    def close(self) -> None:
        pass

    def start(self) -> None:
        Bench.started += 1

    def run(self, job: Job) -> Outcome:
        Bench.jobs += (job,)
        return Bench.outcome


class BrokenBench(Bench):
    """A pool whose worker cannot start."""

    def run(self, job: Job) -> Outcome:
        raise WorkerError("The worker cannot start: No module named 'torch'.")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> type[Bench]:
    """Replace the pool with one that starts no processes."""
    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool", Bench)
    monkeypatch.setattr(Bench, "outcome", Outcome("finished", answers=(Goal(True),)))
    monkeypatch.setattr(Bench, "started", 0)
    monkeypatch.setattr(Bench, "jobs", ())
    return Bench


def test_a_run_without_code_and_value_is_printed_in_one_sentence(learner_of: LearnerOf) -> None:
    item = chosen()
    silent = structs.replace(
        item, variants=(structs.replace(item.variants[0], run=Run("", "", "", "", "", 3.0)),)
    )
    assert "It ran on PyTorch 2.13.0, 3 ms.\n" in learner_of(silent).types("(1, 6, 28, 28)").out


def test_a_question_shows_its_number_code_options_and_what_can_be_typed(
    learner_of: LearnerOf,
) -> None:
    said = learner_of(true_or_false(), chosen()).types("true", "")
    assert said.out.startswith(
        "Sizes after a convolution\n\nQuestion 1 of 2, easy, proven here\n\n"
        "A convolution without padding"
    )
    assert (
        "\nA) True\nB) False\n\nA or B, h for a hint, n if you don't know,"
        " skip to come back to it later, :report WORDS to report a problem,"
        " q to stop: true\n" in said.out
    )
    assert (
        "\n    conv = nn.Conv2d(3, 6, kernel_size=5)\n    y = conv(torch.randn(1, 3, 32, 32))\n"
        in said.out
    )
    assert (
        "\nA to C, setup for the code that runs first, :e to experiment, ? for all commands: \n"
        in said.out
    )


def test_commands_are_described_once_and_again_on_request(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen(), filled())
    said = learner.types("?", "true", "?", "", "(1, 6, 28, 28)", "", "?", ":?")
    hint = "h for a hint, n if you don't know, "
    first, first_feedback, second, third = said.out.split("\nYou can type ")
    assert first.count(hint) == 1
    assert first_feedback.startswith(hint) and "q to stop.\nA or B: true\n" in first_feedback
    assert second.startswith("u to undo your answer, :report WORDS to report a problem, ")
    assert "A to C, setup for the code that runs first, :e to experiment, ? for" in second
    assert "\nEnter to go on, ? for all commands: \n" in second
    assert "Code for each of 2 blanks, :h for a hint, :n if you don't know, " in second
    assert "__1__: ?\n__2__: :?" in second and third.startswith(":h for a hint, ")


def test_feedback_on_a_wrong_answer_explains_why_and_what_the_misconception_gives(
    learner_of: LearnerOf,
) -> None:
    said = learner_of(chosen()).types("(1, 6, 32, 32)")
    after = said.out.split("q to stop: ")[1]
    assert "\nNot " in after
    assert "Nothing is added at the border.\n" in after
    assert (
        "On PyTorch:\n    nn.Conv2d(3, 6, kernel_size=5, padding=2)\n    y.shape → (1, 6, 32, 32)\n"
        in after
    )
    assert "Worked solution:\n  1. The batch stays 1.\n  2. Each side: 32 − 5 + 1 = 28.\n" in after
    assert "Quick check: A side loses kernel − 1 pixels.\n" in after
    assert "It ran on PyTorch 2.13.0, 4 ms:\n    y.shape → (1, 6, 28, 28)\n" in after
    assert after.endswith(
        "\nEnter to go on, r to try again, u to undo your answer, "
        ":end to end the session for good, ? for all commands: \n"
    )


def test_feedback_on_a_wrong_answer_names_the_letter_of_the_right_one(
    learner_of: LearnerOf,
) -> None:
    assert "\nNot B.\nIt does.\n" in (out := learner_of(true_or_false()).types("b").out)
    assert "\nRight: A.\n" in out


def test_a_right_answer_cannot_be_tried_again(learner_of: LearnerOf) -> None:
    said = learner_of(true_or_false()).types("a")
    assert "\nRight.\n" in said.out
    assert said.out.endswith(
        "Enter to go on, u to undo your answer, :end to end the session for good,"
        " ? for all commands: \n"
    )


def test_lines_are_numbered_only_if_the_question_asks_for_a_line(learner_of: LearnerOf) -> None:
    assert "    1  conv = " in learner_of(raised()).types().out
    assert "    1  conv = " not in learner_of(chosen()).types().out


def test_hints_open_one_after_another_and_are_stored_with_the_attempt(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(true_or_false())
    said = learner.types("h", ":hint", "hint", "a")
    assert "Hint: Look at the kernel.\n" in said.out
    assert "Hint: Subtract it, then add one.\n" in said.out
    assert "There are no more hints.\n" in said.out
    assert [attempt.hints for attempt in learner.attempts()] == [2]


def test_the_setup_is_printed_on_request(learner_of: LearnerOf) -> None:
    said = learner_of(chosen()).types("setup")
    assert "q to stop: setup\n    import torch\n    from torch import nn\n" in said.out


def test_an_answer_that_cannot_be_read_is_asked_again_and_does_not_count(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(counted())
    said = learner.types("many", "", "456")
    assert "That is not a whole number; write it like 448.\n" in said.out
    assert "Type the answer first.\n" in said.out
    assert [(attempt.verdict, attempt.try_number) for attempt in learner.attempts()] == [
        ("right", 1)
    ]


def test_the_feedback_shows_how_a_typed_shape_was_read(learner_of: LearnerOf) -> None:
    said = learner_of(shaped()).types("1x6x28x28")
    assert "A shape such as (1, 3, 32, 32), h for a hint" in said.out
    assert "\nRead as (1, 6, 28, 28).\nRight.\n" in said.out


def test_feedback_on_a_wrong_value_shows_the_right_one(learner_of: LearnerOf) -> None:
    said = learner_of(counted()).types("450")
    assert (
        "Not 450.\nThe bias was counted once per weight.\nA common belief: “Each has a bias.”\n"
        "Right: 456\n" in said.out
    )


def test_a_text_that_looks_like_a_command_is_an_answer_if_the_question_asks_for_text(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(printed("q"))
    said = learner.types(":h", "q")
    assert (
        "What it prints, :h for a hint, :n if you don't know, :setup for the code that runs first,"
        " :e to experiment, " in said.out
    )
    assert ":report WORDS to report a problem, :q to stop: :h\n" in said.out
    assert [attempt.verdict for attempt in learner.attempts()] == ["right"]


def test_an_answer_of_several_lines_ends_with_an_empty_one(learner_of: LearnerOf) -> None:
    learner = learner_of(printed("1\n2"))
    said = learner.types("1", "2", "")
    assert "Type as many lines as you need, then an empty line to submit the answer.\n" in said.out
    assert [attempt.response for attempt in learner.attempts()] == ['["1\\n2"]']


def test_several_options_are_marked_in_one_line(learner_of: LearnerOf) -> None:
    learner = learner_of(marked())
    learner.types("a b c")
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong"]
    assert learner.attempts()[0].response.count("It has") == 3


def test_each_blank_is_asked_for_in_turn_and_a_hint_is_open_at_each(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    learner = learner_of(filled())
    said = learner.types("3", ":hint", "1")
    assert "Code for each of 2 blanks, :h for a hint, " in said.out
    assert "__1__: 3\n__2__: :hint\nHint: Look at the kernel.\n__2__: 1\n\nRight.\n" in said.out
    assert bench.started == 1 and bench.jobs == ()


def test_code_that_is_not_the_key_is_run_and_counts_when_it_meets_the_goal(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    assert "\nRight.\n" in learner_of(filled()).types("(3, 3)", "1").out
    assert len(bench.jobs) == 1


def test_feedback_on_a_foreseen_wrong_fill_shows_the_key(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    said = learner_of(filled()).types("3", "2")
    assert "That is not right.\nA side grows.\n" in said.out
    assert "Right, for instance:\n__1__: 3\n__2__: 1\n" in said.out


def test_a_table_is_asked_cell_by_cell_and_printed_in_full_if_an_answer_is_wrong(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    learner = learner_of(tabled())
    said = learner.types("six", "h", "1x6x28x28", "450", "q")
    assert (
        "            shape            parameters\n    input   (1, 3, 32, 32)   0\n"
        "    conv    ?                ?\n" in said.out
    )
    assert "A value for each of 2 cells, h for a hint, " in said.out
    assert "conv, shape: six\nThat is not a shape" in said.out
    assert (
        "conv, shape: h\nHint: Look at the kernel.\nconv, shape: 1x6x28x28\n"
        "Read as (1, 6, 28, 28).\nconv, parameters: 450\n" in said.out
    )
    assert "Partly right: 1 of 2 cells.\nconv, parameters: The biases are missing.\n" in said.out
    assert (
        "Right:\n            shape            parameters\n" in said.out
        and "    conv    (1, 6, 28, 28)   456\n" in said.out
    )
    assert [(a.verdict, a.credit, a.response) for a in learner.attempts()] == [
        ("wrong", 0.5, '["1x6x28x28", "450"]')
    ]
    assert bench.started == 0


def letters_of(out: str, *lines: str) -> str:
    """Return the letters of these lines."""
    return " ".join(
        next(said[0] for said in out.splitlines() if said[1:] == f") {line}") for line in lines
    )


def test_lines_are_ordered_by_their_letters(learner_of: LearnerOf, bench: type[Bench]) -> None:
    learner = learner_of(arranged())
    asked = learner.types().out
    assert (
        "All 3 letters in the right order, h for a hint, n if you don't know,"
        " :report WORDS to report a problem, q to stop: " in asked
    )
    right = letters_of(asked, "b = 2", "a = 1", "c = a + b")
    said = learner.types("a b", "a a b", "x", right.replace(" ", ", ").lower())
    assert said.out.count("Type each letter from A to C once.\n") == 3 and "\nRight.\n" in said.out
    assert [attempt.response for attempt in learner.attempts()] == [
        '["b = 2", "a = 1", "c = a + b"]'
    ]
    assert bench.started > 0 and bench.jobs == ()


def test_feedback_on_a_wrong_order_shows_the_closest_right_one(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    learner = learner_of(arranged())
    wrong = letters_of(learner.types().out, "c = a + b", "a = 1", "b = 2")
    said = learner.types(wrong.replace(" ", ""))
    assert (
        "\nThat is not the right order: 1 of 3 lines in the right position.\n"
        "There is nothing to add.\n" in said.out
    )
    told = said.out[said.out.index("A right order: ") :]
    assert told.startswith(
        f"A right order: {letters_of(said.out, 'b = 2', 'a = 1', 'c = a + b')}.\n"
    )
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong"]


def test_the_worker_is_not_started_for_a_question_without_code_to_run(
    learner_of: LearnerOf, bench: type[Bench]
) -> None:
    learner_of(chosen()).types("a", "")
    assert bench.started == 0


@pytest.mark.parametrize("pool", [Bench, BrokenBench])
def test_an_engine_failure_does_not_count_and_the_learner_can_go_on(
    pool: type[Bench], learner_of: LearnerOf, bench: type[Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool", pool)
    monkeypatch.setattr(
        Bench, "outcome", Outcome("lost", reason="the worker died twice while it ran")
    )
    learner = learner_of(filled())
    said = learner.types("(3, 3)", "1", "")
    assert "\nNot counted.\nThe " in said.out
    assert "Nothing was answered." in said.out
    assert learner.attempts() == []


def test_a_retry_shows_the_question_again_and_only_the_first_try_counts(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(true_or_false())
    said = learner.types("b", "r", "a", "", "")
    assert "\nQuestion 1 of 1, easy, proven here, again\n" in said.out
    assert "Sizes after a convolution: 0 of 1 right on the first try" in said.out
    assert [(attempt.verdict, attempt.try_number) for attempt in learner.attempts()] == [
        ("wrong", 1),
        ("right", 2),
    ]


def test_the_summary_names_what_was_missed_the_belief_and_the_command(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("b", "", "(1, 6, 28, 28)", "", "")
    assert "Sizes after a convolution: 1 of 2 right on the first try" in said.out
    assert (
        "Missed on the first try:\n  1. A convolution without padding shrinks an image.\n"
        f"     A common belief: “{'A convolution pads'}" in said.out
    )
    assert f"To repeat them later: torchquiz take {learner.path} --plain --missed\n" in said.out
    assert said.out.endswith(
        "m to repeat what you missed, a number to open one of these questions, Enter to end: \n"
    )


def test_missed_items_can_be_repeated_at_once(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("b", "", "(1, 6, 28, 28)", "", "m", "a", "")
    assert "Enter to end: m\n\nQuestion 1 of 1, easy, proven here\n" in said.out
    assert "1 of 1 right on the first try" in said.out
    assert len(learner.attempts()) == 3


def test_a_missed_question_is_opened_by_its_number_and_the_summary_asks_again(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("b", "", "(1, 6, 32, 32)", "", "3", "2", "(1, 6, 28, 28)", "", "1", "q")
    assert "“3” is not a command here.\n" in said.out
    assert "Enter to end: 2\n\nQuestion 1 of 1, easy, proven here\n\nWhat is" in said.out
    assert "Enter to end: 1\n\nQuestion 1 of 1, easy, proven here\n\nA conv" in said.out
    assert said.out.count("a number to open one of these questions") == 4
    assert [attempt.verdict for attempt in learner.attempts()] == ["wrong", "wrong", "right"]


def test_missed_items_can_be_repeated_another_day(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen())
    learner.types("b", "", "(1, 6, 28, 28)", "", "")
    assert "Question 1 of 1, easy" in learner.types("a", "", options=("--missed",)).out
    assert learner.types(options=("--missed",)).err.startswith(
        "torchquiz: Sizes after a convolution has no items for 'missed'."
    )


def test_stopping_confirms_that_answers_are_saved_and_shows_how_to_go_on(
    learner_of: LearnerOf,
) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("b", "q")
    assert said.status == 0
    assert said.out.endswith(
        f"Your answers are saved. To continue: torchquiz take {learner.path} --plain\n"
    )


def test_a_second_start_continues_the_session_and_says_so(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen())
    learner.types("b", "", "q")
    said = learner.types()
    assert (
        "Sizes after a convolution\nContinuing where you stopped: question 2 of 2."
        " Type :restart to begin again.\n\n"
        "Question 2 of 2, easy, proven here\n" in said.out
    )


def test_a_start_after_the_end_begins_a_new_session(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false())
    learner.types("a", "")
    assert "Going on" not in (out := learner.types().out)
    assert "Question 1 of 1, easy, proven here\n" in out


def test_the_end_of_input_ends_quietly_and_keeps_all_answers(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false(), chosen())
    said = learner.types("a")
    assert (said.status, said.err) == (0, "")
    assert len(learner.attempts()) == 1


def test_a_closed_standard_input_ends_quietly(
    learner_of: LearnerOf, capsys: pytest.CaptureFixture[str]
) -> None:
    learner = learner_of(true_or_false())
    learner.monkeypatch.setattr("sys.stdin", None)
    from torchquiz.tui.cli import main

    assert main(["take", str(learner.path), "--plain"]) == 0
    assert "Question 1 of 1" in capsys.readouterr().out


def test_an_answer_that_could_not_be_saved_is_reported_and_saved_at_the_end(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("Could not save your answer: disk full.")

    learner = learner_of(true_or_false(), chosen())
    with monkeypatch.context() as patch:
        patch.setattr("torchquiz.engine.progress.store.Store.flush", refuse)
        said = learner.types("a")
    assert "Could not save your answer: disk full." in said.out
    assert said.err.count("1 answer was not saved in ") == 1 and said.status == COULD_NOT_RUN
    assert learner.attempts() == []


def test_stopping_does_not_claim_that_an_unsaved_answer_is_saved(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("Could not save your answer.")

    monkeypatch.setattr("torchquiz.engine.progress.store.Store.flush", refuse)
    said = learner_of(true_or_false()).types("a", "q")
    assert "Your answers are saved" not in said.out
    assert said.err.startswith("torchquiz: 1 answer was not saved in ")


def test_a_damaged_progress_file_is_reported_and_the_session_goes_on(learner_of: LearnerOf) -> None:
    learner = learner_of(true_or_false())
    (learner.home / "progress.db").write_bytes(b"this is not a database" * 100)
    said = learner.types("a", "")
    assert said.status == 0
    assert said.err.startswith("The progress file was damaged and cannot be read. It was kept as ")
    assert "1 of 1 right on the first try" in said.out


class Proof:
    """A fake for the process that proves lessons in the background."""

    def __init__(self, *news: ProofProgress) -> None:
        self.news = news
        self.is_stopped = False

    def __iter__(self) -> object:
        return iter(self.news)

    def stop(self) -> None:
        self.is_stopped = True


def test_all_faults_of_a_lesson_are_reported_with_their_position(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = learner_of(chosen())
    learner.path.write_text("lesson: changed\n")
    fault = Fault(str(learner.path), 2, 7, "the key is wrong.", "Make it 3.", "shape")
    later = structs.replace(fault, line=9)
    proof = Proof(
        ProofProgress(learner.path, 5, 20),
        ProofProgress(learner.path, 6, 20, (later,)),
        ProofProgress(learner.path, 20, 20, (fault,), is_finished=True),
    )
    monkeypatch.setattr(Catalogue, "prove", lambda *_: proof)
    said = learner.types()
    assert said.status == 1
    assert said.out == ""
    assert "Checking the first questions of conv.yaml by running their code on PyTorch" in said.err
    assert (
        "conv.yaml: 20 % proven, 5 of 20.\nconv.yaml: 30 % proven, 6 of 20.\n"
        "conv.yaml: 100 % proven, 20 of 20.\n" in said.err
    )
    assert said.err.endswith(f"{fault}\n{later}\n")
    assert proof.is_stopped


def test_a_proof_that_ends_early_names_the_command_that_shows_why(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = learner_of(chosen())
    learner.path.write_text("lesson: changed\n")
    monkeypatch.setattr(Catalogue, "prove", lambda *_: Proof())
    said = learner.types()
    assert said.status == 2
    assert (
        f"The proof of {learner.path} ended early."
        f" Run `torchquiz check {learner.path}` to see why.\n" in said.err
    )


def test_an_unproven_lesson_without_pytorch_is_reported(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = learner_of(chosen())
    learner.path.write_text("lesson: changed\n")
    for module in ("standings", "ensure_proven"):
        monkeypatch.setattr(f"torchquiz.engine.study.{module}.torch_version", lambda: "")
    said = learner.types()
    assert said.status == 2
    assert "PyTorch is not installed for" in said.err


@pytest.mark.parametrize(
    ("line", "picks"),
    [
        ("a", (2,)),
        ("C", (1,)),
        ("b)", (0,)),
        ("3", (1,)),
        ("32", (1,)),
        ("28", (2,)),
        ("A, c", (2, 1)),
        ("a and b", (2, 0)),
    ],
)
def test_options_can_be_named_by_letter_number_or_text(line: str, picks: tuple[int, ...]) -> None:
    assert parse_options(line, SHOWN, several=False) == Chosen(picks)


def test_letters_need_no_separator_if_several_are_asked_for() -> None:
    assert parse_options("ac", SHOWN, several=True) == Chosen((2, 1))
    assert isinstance(parse_options("ac", SHOWN, several=False), Unreadable)


@pytest.mark.parametrize("line", ["", "d", "0", "4", "99", "²", "é", "a z", "\x1b[A", "," * 9])
def test_text_that_does_not_name_an_option_is_unreadable(line: str) -> None:
    read = parse_options(line, SHOWN, several=False)
    assert isinstance(read, Unreadable) or read.picks == ()


def test_a_number_that_is_also_the_text_of_another_option_is_asked_again() -> None:
    shown = (
        (0, Option("1", "value", True)),
        (1, Option("3", "value", False)),
        (2, Option("2", "value", False)),
    )
    assert parse_options("1", shown, several=False) == Chosen((0,))
    assert isinstance(parse_options("2", shown, several=False), Unreadable)


def test_a_command_needs_a_colon_only_if_it_could_be_an_answer() -> None:
    assert [find_command(line, False) for line in ("h", "Q", ":hint", "setup", "8")] == [
        "hint",
        "quit",
        "hint",
        "setup",
        None,
    ]
    assert [find_command(line, True) for line in ("h", "q", ":h", ":setup")] == [
        None,
        None,
        "hint",
        "setup",
    ]
    many = Choose(tuple(Option(str(number), "value", number == 1) for number in range(8)))
    assert plain_form(many).needs_colon(many)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("✔ 32 − 5 + 1 → 28", "[right] 32 - 5 + 1 -> 28"),
        ("3×3, … “yes”", '3x3, ... "yes"'),
        ("x² ≤ σ(½)", "x^2 <= sigma(1/2)"),
        ("é 漢 \ud800", "e ? ?"),
    ],
)
def test_every_character_has_a_plain_form(text: str, plain: str) -> None:
    assert make_encodable(text, "ascii") == plain


def test_characters_that_the_stream_can_encode_are_kept() -> None:
    assert make_encodable("3×3 → é", "latin-1") == "3×3 -> é"


def test_escape_sequences_in_the_output_of_a_snippet_do_nothing() -> None:
    assert make_encodable("\x1b[2Jred\rgreen\x07\n", "utf-8") == "\\x1b[2Jred\ngreen\\x07\n"


def test_prose_is_wrapped_on_a_terminal_but_code_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    glass = io.StringIO()
    monkeypatch.setattr(glass, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    dialogue = Dialogue(None, glass)
    dialogue.tell("  1. one two three four five six")
    dialogue.say("    a = (1, 2, 3, 4, 5, 6, 7, 8)")
    assert (
        glass.getvalue()
        == "  1. one two three\n  four five six\n    a = (1, 2, 3, 4, 5, 6, 7, 8)\n"
    )


def test_a_signal_waits_until_an_answer_is_stored() -> None:
    done = []

    def disturbed() -> None:
        with Signals() as signals, signals.hold():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("stored")

    with pytest.raises(SystemExit) as ended:
        disturbed()
    assert done == ["stored"]
    assert ended.value.code == 128 + signal.SIGTERM


def test_a_signal_while_an_answer_is_recorded_does_not_lose_it(
    learner_of: LearnerOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Session.record

    def disturbed(session: Session, response: Response, grade: Grade) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        record(session, response, grade)

    monkeypatch.setattr(Session, "record", disturbed)
    learner = learner_of(true_or_false())
    assert learner.types("a").status == 128 + signal.SIGTERM
    assert [attempt.verdict for attempt in learner.attempts()] == ["right"]


def test_signal_handlers_are_restored_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Signals():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_session_quietly_and_keeps_every_answer(
    number: signal.Signals, shelve: Callable[..., Path], home: Path
) -> None:
    path = shelve(true_or_false(), chosen())
    command = [sys.executable, "-m", "torchquiz", "take", str(path), "--plain"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write("a\n")
        process.stdin.flush()
        said = ""
        while "Enter to go on" not in said:
            said += process.stdout.read(1) or pytest.fail(process.stderr.read())
        process.send_signal(number)
        assert process.wait(30) == 128 + number
        assert process.stderr.read() == ""
    with closing(sqlite3.connect(home / "progress.db")) as db:
        assert db.execute("select verdict from attempt").fetchall() == [("right",)]
