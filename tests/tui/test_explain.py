"""`torchquiz explain` prints a trace or writes a lesson, and reports an error in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.models import INPUT, NET
from tests.tui.conftest import Said
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]
Explain = Callable[..., Said]


@pytest.fixture
def explain(
    pool: Pool,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Explain:
    """Return a function that runs `explain` on the net in this process, with the shared worker."""

    class SharedPool:
        def __init__(self, jobs: int, plan: object) -> None:
            pass

        def __enter__(self) -> Pool:
            return pool

        def __exit__(self, *error: object) -> None:
            pass

    monkeypatch.setattr("torchquiz.engine.explain.workshop.Pool", SharedPool)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(NET)

    def run(*words: str, model: str = "net.py:Net", inputs: str = INPUT) -> Said:
        status = main(["explain", model, "--input", inputs, *words])
        return Said(status, *capsys.readouterr())

    return run


def test_plain_prints_the_trace(explain: Explain) -> None:
    said = explain("--plain")
    assert said.status == 0 and said.err == ""
    assert "features.0  Conv2d" in said.out and "8,516 parameters, all trainable." in said.out


@pytest.mark.parametrize(("format", "begins"), [("markdown", "| call | type |"), ("json", "{")])
def test_the_trace_is_printed_in_other_formats(explain: Explain, format: str, begins: str) -> None:
    said = explain("--format", format, "--depth", "1")
    assert said.status == 0 and said.out.startswith(begins)
    if format == "json":
        assert json.loads(said.out)["totals"]["parameters"] == 8516


def test_a_lesson_is_written_once(explain: Explain, tmp_path: Path) -> None:
    said = explain("-o", "my-net.yaml")
    assert said.status == 0 and said.out.startswith("my-net.yaml: 12 questions.")
    assert load_bank(tmp_path / "my-net.yaml").lesson.lesson == "my-net"
    again = explain("-o", "my-net.yaml")
    assert again.status == 2 and "my-net.yaml already exists" in again.err


def test_a_model_that_fails_shows_the_calls_before_and_the_reason(explain: Explain) -> None:
    said = explain("--plain", inputs="2x3x8x8")
    assert said.status == 1 and "features.3" in said.out and "fails" in said.out
    assert said.err.startswith("torchquiz: net.py:20: the model cannot be run, because `fc1` fails")


def test_a_model_that_cannot_be_built_is_one_sentence(explain: Explain, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(NET.replace("super().__init__()", "open('weights.pt')"))
    said = explain("--plain")
    assert said.status == 1 and said.out == "" and said.err.count("\n") == 1
    assert "net.py:9: the model cannot be built: it needs a file" in said.err


def test_a_class_that_is_not_a_model_is_one_sentence(explain: Explain, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("class Net:\n    pass\n")
    said = explain("--plain")
    assert said.status == 1 and "not a torch.nn.Module but a Net" in said.err


def test_without_a_terminal_the_message_names_the_plain_form(explain: Explain) -> None:
    said = explain()
    assert said.status == 2 and "--plain" in said.err and said.out == ""


def test_weights_that_are_missing_are_one_sentence(explain: Explain) -> None:
    said = explain("--weights", "none.pt")
    assert said == Said(2, "", "torchquiz: --weights none.pt: the file does not exist.\n")


def test_weights_and_a_lesson_exclude_each_other(explain: Explain, tmp_path: Path) -> None:
    (tmp_path / "net.pt").write_text("")
    said = explain("--weights", "net.pt", "-o", "net.yaml")
    assert said.status == 2 and "cannot be combined" in said.err and said.err.count("\n") == 1
    assert not (tmp_path / "net.yaml").exists()


def test_weights_print_the_trace_and_name_their_file(explain: Explain, tmp_path: Path) -> None:
    # The shared worker has no permission to read the file, so loading the weights fails.
    (tmp_path / "net.pt").write_text("")
    said = explain("--weights", "net.pt")
    assert said.status == 1 and said.out == ""
    assert said.err.startswith("torchquiz: net.pt: the weights cannot be loaded: the file cannot")


def test_a_file_that_is_missing_is_one_sentence(explain: Explain) -> None:
    said = explain("--plain", model="nett.py:Net")
    assert said == Said(2, "", "torchquiz: nett.py: the file does not exist.\n")


def test_the_place_is_a_path_that_can_be_opened(explain: Explain, tmp_path: Path) -> None:
    package = tmp_path / "pkg"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "net.py").write_text("from .parts import Net\n")
    (package / "parts.py").write_text(NET.replace("super().__init__()", "open('weights.pt')"))
    said = explain("--plain", model="pkg/net.py:Net")
    assert said.err.startswith("torchquiz: pkg/parts.py:9: the model cannot be built")


def test_nothing_of_the_model_runs_in_this_process(explain: Explain, tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    (tmp_path / "net.py").write_text(code + NET)
    assert explain("--plain").status == 1
    assert not (tmp_path / "ran").exists()
