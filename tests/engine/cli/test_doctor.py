"""Tests the checks that `torchquiz doctor` makes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from torchquiz.engine.cli import doctor
from torchquiz.engine.cli.doctor import Finding, examine, findings_of
from torchquiz.engine.sandbox.job_runner import Layer

pytest_plugins = ["tests.engine.fixtures"]


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Finding]]:
    """Examine this machine once, for a learner without progress."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TORCHQUIZ_HOME", str(tmp_path_factory.mktemp("home")))
        yield {finding.name: finding for finding in examine()}


def test_everything_is_examined(examined: dict[str, Finding]) -> None:
    assert list(examined)[:3] == ["torchquiz", "Python", "PyTorch"]
    assert {
        "namespaces",
        "privileges",
        "limits",
        "landlock",
        "seccomp",
        "a snippet",
        "progress",
        "proofs",
        "settings",
    } <= set(examined)
    assert "ms; the first took" in examined["a snippet"].detail
    path = Path(os.environ["TORCHQUIZ_HOME"]) / "progress.db"
    assert examined["progress"] == Finding("progress", True, f"{path}, not created yet")


def test_a_missing_layer_has_a_remedy() -> None:
    (finding,) = findings_of({"landlock": Layer(False, "Function not implemented")})
    assert (
        not finding.is_well
        and finding.detail == "Function not implemented"
        and "Linux 5.13" in finding.remedy
    )


def test_every_layer_has_a_remedy(examined: dict[str, Finding]) -> None:
    layers = set(examined) - {
        "torchquiz",
        "Python",
        "PyTorch",
        "a snippet",
        "progress",
        "proofs",
        "settings",
    }
    assert layers == set(doctor.REMEDIES)


def test_without_pytorch_nothing_is_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "torch_version", lambda: "")
    result = {finding.name: finding for finding in examine()}
    assert not result["PyTorch"].is_well and "a snippet" not in result


def test_an_invalid_settings_file_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "torch_version", lambda: "")
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("sitting = 0\n")
    (finding,) = (finding for finding in examine() if finding.name == "settings")
    assert not finding.is_well
    assert "settings.toml:1:11: sitting must be a number from 3 to 60." in finding.detail
