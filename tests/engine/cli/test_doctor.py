"""The examination of this machine."""

from pathlib import Path

import pytest

from torchquiz.engine.cli import doctor
from torchquiz.engine.cli.doctor import Finding, examine, findings_of
from torchquiz.engine.sandbox.job_runner import Layer

pytest_plugins = ["tests.engine.fixtures"]


def test_everything_is_looked_at_and_said(home: Path) -> None:
    found = {finding.name: finding for finding in examine()}
    assert list(found)[:3] == ["torchquiz", "Python", "PyTorch"]
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
    } <= set(found)
    assert "ms; the first after" in found["a snippet"].said
    assert found["progress"] == Finding("progress", True, f"{home / 'progress.db'}, not there yet")


def test_a_missing_layer_says_what_to_do() -> None:
    (finding,) = findings_of({"landlock": Layer(False, "Function not implemented")})
    assert (
        not finding.is_well
        and finding.said == "Function not implemented"
        and "Linux 5.13" in finding.remedy
    )


def test_every_layer_has_a_remedy(home: Path) -> None:
    layers = {finding.name for finding in examine()} - {
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
    found = {finding.name: finding for finding in examine()}
    assert not found["PyTorch"].is_well and "a snippet" not in found


def test_a_faulty_file_of_settings_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "torch_version", lambda: "")
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("sitting = 0\n")
    found = {finding.name: finding for finding in examine()}["settings"]
    assert (
        not found.is_well
        and "settings.toml:1:11: sitting must be a number from 3 to 60." in found.said
    )
