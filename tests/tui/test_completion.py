"""Tests shell completion, which is generated from the table of commands."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.study.activities import ON_COMMAND_LINE
from torchquiz.tui.cli import main
from torchquiz.tui.commandline.completion import SHELLS
from torchquiz.tui.commandline.completion_words import completable_commands
from torchquiz.tui.commandline.table import COMMANDS

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def script(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the completion script for a shell."""
    assert main(["completion", request.param]) == ALL_WELL
    return capsys.readouterr().out


@pytest.mark.parametrize("script", SHELLS, indirect=True)
def test_every_command_and_option_is_in_the_script(script: str) -> None:
    for command in completable_commands():
        assert command.name in script
        assert all(option.name.removeprefix("--") in script for option in command.options)


def test_all_commands_of_the_table_can_be_completed() -> None:
    assert [command.name for command in completable_commands()] == list(COMMANDS)


def completed(script: str, *words: str) -> set[str]:
    """Return the completions that bash offers for the last of these words."""
    quoted = " ".join(map(shlex.quote, words))
    program = (
        f"{script}\nCOMP_WORDS=({quoted})\n"
        f"COMP_CWORD={len(words) - 1}\n_torchquiz\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    )
    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("che",), {"check"}),
        (("check", "--str"), {"--strict"}),
        (("take", "conv2d", "--way", ""), set(ON_COMMAND_LINE)),
        (("guide", "pre"), {"predict"}),
        (("new", "item", ""), {*KINDS, "lesson", "item"}),
        (("check", "--format", "g"), {"github"}),
        (("--bank", "here", "tak"), {"take"}),
        (("completion", ""), {*SHELLS}),
        (("take", "conv"), {"conv2d"}),
        (("serve", "--take", "conv"), {"conv2d"}),
        (("import", "--o"), {"--output"}),
    ],
)
def test_bash_completes_commands_options_and_values(
    script: str, words: tuple[str, ...], expected: set[str]
) -> None:
    words_completed = completed(script, "torchquiz", *words)
    assert expected <= words_completed
    assert words[-1] == "" or words_completed == expected


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_completes_all_options_that_the_help_of_torchquiz_names(
    script: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--help"]) == ALL_WELL
    named = {word.strip("[],") for word in capsys.readouterr().out.split() if "--" in word}
    assert completed(script, "torchquiz", "--") == named


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_completes_an_empty_word_with_files_instead_of_options(script: str) -> None:
    assert completed(script, "torchquiz", "import", "") == set()
    assert not any(word.startswith("-") for word in completed(script, "torchquiz", "check", ""))


@pytest.mark.parametrize(
    ("script", "check"),
    [("bash", "bash -n"), ("zsh", "zsh -n"), ("fish", "fish --no-execute")],
    indirect=["script"],
)
def test_the_shell_accepts_the_script(script: str, check: str, tmp_path: Path) -> None:
    command = check.split()
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    path = tmp_path / "completion"
    path.write_text(script)
    assert subprocess.run([*command, str(path)], timeout=20, check=False).returncode == 0
