"""Tests the command line: the modules that each command loads, its exit status, its messages."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tests import ROOT
from tests.tui.conftest import Learner
from tests.tui.small_items import chosen, true_or_false
from torchquiz.engine.cli.statuses import COULD_NOT_RUN
from torchquiz.tui.cli import main
from torchquiz.tui.commandline.table import COMMANDS, Subcommand

Torchquiz = Callable[..., subprocess.CompletedProcess[str]]

LOADED = """\
import sys
from torchquiz.tui.cli import main
status = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


def buffered() -> dict[str, str]:
    """Return an environment with buffered streams, so that flushing them at exit can fail."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def loaded_by(*words: str) -> set[str]:
    """Return the top-level modules that a command loads in a fresh process."""
    return {name.partition(".")[0] for name in modules_of(*words)}


def modules_of(*words: str) -> set[str]:
    """Return all modules that a command loads in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=ROOT,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_a_plain_session_loads_neither_screens_nor_pytorch(shelve: Callable[..., Path]) -> None:
    path = shelve(true_or_false(), chosen())
    modules = loaded_by("take", str(path), "--plain")
    assert "msgspec" in modules
    assert modules.isdisjoint({"textual", "rich", "torch", "numpy", "pydantic", "yaml"})


def test_checking_loads_no_screen() -> None:
    assert loaded_by("check", "--help").isdisjoint({"textual", "rich", "torch"})


def test_the_version_loads_nothing_heavy() -> None:
    assert loaded_by("--version").isdisjoint(
        {"textual", "rich", "torch", "numpy", "pydantic", "yaml"}
    )


def test_the_entry_point_itself_loads_almost_nothing() -> None:
    program = (
        "import sys; before = set(sys.modules); import torchquiz.tui.cli;"
        " print(*(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert set(done.stdout.split()).isdisjoint(
        {
            *("argparse", "dataclasses", "inspect", "msgspec", "sqlite3", "subprocess"),
            *("torchquiz.engine.errors", "torchquiz.tui.commandline"),
        }
    )


def test_the_version_names_torchquiz_python_and_pytorch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    result = capsys.readouterr().out
    python = ".".join(map(str, sys.version_info[:3]))
    assert result.startswith("torchquiz ")
    assert f", Python {python}, PyTorch " in result


def test_without_a_terminal_the_message_names_the_plain_form(torchquiz: Torchquiz) -> None:
    done = torchquiz()
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "torchquiz: The full-screen app needs a terminal; use `torchquiz --plain`,"
        " which works line by line and in a pipe.\n"
    )


def test_without_a_terminal_the_message_names_the_plain_form_for_that_lesson(
    torchquiz: Torchquiz,
) -> None:
    assert "`torchquiz take conv2d --plain`" in torchquiz("take", "conv2d").stderr


def test_without_a_terminal_the_message_repeats_what_the_model_needs(
    torchquiz: Torchquiz, tmp_path: Path
) -> None:
    (tmp_path / "net.py").write_text("class Net: ...\n")
    model = f"{tmp_path}/net.py:Net"
    said = torchquiz("explain", model, "--input", "1x3", "--args", "hidden=4, deep=2").stderr
    command = f"torchquiz explain {model} --input 1x3 --args 'hidden=4, deep=2' --plain"
    assert f"`{command}`" in said


def test_without_a_terminal_an_unknown_lesson_is_answered_with_the_known_ones(
    torchquiz: Torchquiz,
) -> None:
    said = torchquiz("take", "nosuch").stderr
    assert said.startswith("torchquiz: Unknown lesson 'nosuch'. Lessons: autograd, conv2d")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tkae"], "argument COMMAND: invalid choice: 'tkae'"),
        (["take"], "the following arguments are required: LESSON; see `torchquiz take --help`.\n"),
        (["new"], "the following arguments are required: WHAT; see `torchquiz new --help`.\n"),
        (["check", "--jobs"], "argument --jobs: expected one argument; see `torchquiz check --hel"),
        (["--bank"], "argument --bank: expected one argument; see `torchquiz --help`.\n"),
    ],
)
def test_invalid_arguments_give_one_sentence_for_every_command(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == COULD_NOT_RUN
    result = capsys.readouterr()
    assert (result.out, result.err.count("\n")) == ("", 1)
    assert result.err.startswith(f"torchquiz: {sentence}")


def test_help_lists_every_command_and_loads_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert all(f"{command.name} {command.help}" in text for command in COMMANDS.values())
    loaded = modules_of("--help")
    assert not {f"torchquiz.{command.module}" for command in COMMANDS.values()} & loaded


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_loads_only_its_own_module(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: torchquiz {name} ")
    others = {command.module for command in COMMANDS.values() if command.name != name}
    assert not {f"torchquiz.{module}" for module in others} & modules_of(name, "--help")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_table_is_right_about_which_commands_take_banks(command: Subcommand) -> None:
    parser = argparse.ArgumentParser()
    import_module(f"torchquiz.{command.module}").add_words(parser)
    assert ("--bank" in parser.format_help()) == command.takes_banks


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_bank_before_the_command_is_used_or_refused_in_one_sentence(
    command: Subcommand, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {
        "take": ["conv2d", "--plain"],
        "review": ["--plain"],
        "preview": ["conv2d/size", "--plain"],
        "new": ["lesson", "own"],
        "export": ["markdown"],
        "fill": ["a.yaml"],
        "import": ["a.toml"],
        "suggest": ["conv2d/size"],
        "completion": ["bash"],
        "explain": ["net.py:Net"],
    }.get(command.name, [])
    if command.name in ("serve", "stats"):
        pytest.skip("looks at the bank later")
    assert main(["--bank", str(tmp_path / "nowhere"), command.name, *words]) == COULD_NOT_RUN
    expected = f"torchquiz: {tmp_path}/nowhere: no such file or folder.\n"
    if not command.takes_banks:
        expected = f"torchquiz: {command.name} does not take --bank; see `torchquiz --help`.\n"
    assert capsys.readouterr() == ("", expected)


@pytest.fixture
def bank(tmp_path: Path, home: Path) -> Path:
    """Return a folder with three lessons that are not proven."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    for lesson in ("conv2d", "pooling", "training-loop"):
        (folder / f"{lesson}-items.yaml").write_text(
            f"# a comment\nlesson: {lesson}   # the id\ntitle: T\n"
        )
    return folder


def test_an_unknown_lesson_is_answered_with_the_closest_and_all_ids(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["take", "conv2", "--plain", "--bank", str(bank)]) == 2
    assert capsys.readouterr().err == (
        "torchquiz: Unknown lesson 'conv2'; did you mean 'conv2d'?"
        " Lessons: conv2d, pooling, training-loop.\n"
    )


def test_a_part_of_an_id_is_answered_with_the_whole_id(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["take", "training", "--plain", "--bank", str(bank)]) == 2
    assert "did you mean 'training-loop'?" in capsys.readouterr().err


def test_a_name_close_to_no_id_is_answered_with_all_ids(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--bank", str(bank), "take", "zebra", "--plain"]) == 2
    assert (
        capsys.readouterr().err
        == "torchquiz: Unknown lesson 'zebra'. Lessons: conv2d, pooling, training-loop.\n"
    )


def test_a_missing_path_is_reported(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert main(["take", "nowhere/conv.yaml", "--plain"]) == 2
    assert capsys.readouterr().err == "torchquiz: nowhere/conv.yaml: no such file or folder.\n"


def test_a_missing_bank_is_reported(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert main(["take", "conv2d", "--plain", "--bank", "nowhere"]) == 2
    assert capsys.readouterr().err == "torchquiz: nowhere: no such file or folder.\n"


def test_a_folder_of_several_lessons_asks_for_one(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["take", f"{bank}/", "--plain"]) == 2
    assert (
        f"{bank} contains 3 lessons; name one: {bank}/conv2d-items.yaml, "
        in capsys.readouterr().err
    )


def test_a_lesson_is_taken_by_its_id_and_the_command_to_continue_keeps_its_bank(
    learner_of: Callable[..., Learner],
) -> None:
    learner = learner_of(true_or_false())
    learner.monkeypatch.chdir(learner.path.parent)
    result = Learner(Path("conv-sizes"), learner.home, learner.monkeypatch, learner.capsys).types(
        "q", options=("--bank", "conv.yaml")
    )
    assert result.out.endswith("To continue: torchquiz take conv-sizes --bank conv.yaml --plain\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_reported(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(true_or_false())
    (learner.home / "proofs.db").chmod(0o444)
    learner.home.chmod(0o555)
    result = learner.types("a")
    learner.home.chmod(0o755)
    assert result.status == 2
    assert "Make that folder writable, or set TORCHQUIZ_HOME to one that is." in result.err


def test_a_home_that_is_a_file_is_reported(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(true_or_false())
    learner.monkeypatch.setenv("TORCHQUIZ_HOME", str(learner.path))
    result = learner.types("a")
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.endswith("Make that folder writable, or set TORCHQUIZ_HOME to one that is.\n")


def test_a_pipe_that_is_closed_ends_quietly(shelve: Callable[..., Path]) -> None:
    path = shelve(true_or_false())
    readable, writable = os.pipe()
    os.close(readable)
    done = subprocess.run(
        [sys.executable, "-m", "torchquiz", "take", str(path), "--plain"],
        cwd=ROOT,
        input=b"a\n",
        stdout=writable,
        stderr=subprocess.PIPE,
        env=buffered(),
        timeout=60,
        check=False,
    )
    os.close(writable)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_a_sentence(shelve: Callable[..., Path]) -> None:
    path = shelve(true_or_false())
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "torchquiz", "take", str(path), "--plain"],
            cwd=ROOT,
            input=b"a\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=buffered(),
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"torchquiz: No space left on device.\n")


def test_a_pipe_shows_a_transcript_with_the_typed_input(
    torchquiz: Torchquiz, shelve: Callable[..., Path]
) -> None:
    done = torchquiz("take", str(shelve(true_or_false())), "--plain", typed="a\n\n", TERM="dumb")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "A or B, h for a hint, n if you don't know, :report WORDS to report a problem,"
        " q to stop: a\n\nRight.\n" in done.stdout
    )
    assert done.stdout.endswith("1 of 1 right on the first try, in 0 seconds.\n")


def test_in_a_c_locale_every_glyph_is_replaced_by_ascii(
    torchquiz: Torchquiz, shelve: Callable[..., Path]
) -> None:
    done = torchquiz("take", str(shelve(chosen())), "--plain", typed="(1, 3, 28, 28)\n", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "The channels become 6 x filters.\n" in done.stdout
    assert "y.shape -> (1, 6, 28, 28)\n" in done.stdout
    assert "2. Each side: 32 - 5 + 1 = 28.\n" in done.stdout


def test_input_that_is_not_utf_8_is_asked_again(shelve: Callable[..., Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "torchquiz", "take", str(shelve(true_or_false())), "--plain"],
        cwd=ROOT, input=b"\xff\xfe\na\n", capture_output=True, timeout=60, check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\nRight.\n" in done.stdout


def test_an_unrelated_package_named_engine_is_not_loaded(
    torchquiz: Torchquiz, tmp_path: Path
) -> None:
    foreign = tmp_path / "project" / "engine"
    foreign.mkdir(parents=True)
    (foreign / "__init__.py").write_text("raise SystemExit('the foreign engine was loaded')\n")
    done = torchquiz(
        "--version",
        cwd=foreign.parent,
        PYTHONPATH=os.pathsep.join([str(foreign.parent), str(ROOT)]),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("torchquiz ")
