"""The prover's fingerprint changes if the behaviour of its code changes, and only then."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from torchquiz.engine.folders import fingerprints_file
from torchquiz.engine.proof import fingerprint
from torchquiz.engine.proof.fingerprint import look_up_or_compute, prover_fingerprint
from torchquiz.engine.proof.prover_code import (
    ENGINE,
    PROVER_FOLDERS,
    code_hash,
    prover_files,
    source_hash,
)

pytest_plugins = ["tests.engine.fixtures"]

ALSO_LOADED = {
    "errors",
    "folders",
    "invisible",
    "printable",
    "sqlite_errors",
    "starting",
    "twins",
    "wording",
}
"""Modules that a proof loads, but that affect only messages, where files are, or when processes
start."""

CODE = '''"""What it is for."""

LIMIT = 3
"""The most that is allowed."""


def add(a: int, b: int) -> int:
    """Return the sum."""
    if a > LIMIT:
        "too many"
        return b
    return a + b  # the sum
'''


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """Return the folder of a made-up prover with one module and one other file."""
    folder = tmp_path / "engine"
    (folder / "sandbox" / "programs").mkdir(parents=True)
    (folder / "sandbox" / "add.py").write_text(CODE)
    (folder / "sandbox" / "programs" / "rules.txt").write_text("allow nothing")
    (folder / "sandbox" / "README.md").write_text("About it.")
    return folder


def hashes(engine: Path) -> tuple[str, str]:
    files = prover_files(engine)
    return source_hash(engine, files), code_hash(engine, files)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Return the sum.", "Return both added."),
        ('    """Return the sum."""\n', ""),
        ("What it is for.", "Why it is here."),
        ("The most that is allowed.", "The largest `a`."),
        ('        "too many"\n', ""),
        ("  # the sum", ""),
        ("    return a + b", "\n\n    return (a\n        + b)"),
        ("LIMIT = 3", "LIMIT=3"),
    ],
)
def test_an_edited_docstring_comment_or_layout_keeps_the_code_hash(
    engine: Path, old: str, new: str
) -> None:
    source, code = hashes(engine)
    assert old in CODE
    (engine / "sandbox" / "add.py").write_text(CODE.replace(old, new))
    assert hashes(engine)[0] != source
    assert hashes(engine)[1] == code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a + b", "a - b"),
        ("LIMIT = 3", "LIMIT = 4"),
        ("LIMIT = 3", 'LIMIT = "3"'),
        ("a > LIMIT", "a >= LIMIT"),
        ("return b", "return LIMIT"),
        ("def add", "def sum_of"),
        ("b: int)", "b: int = 0)"),
    ],
)
def test_changed_code_changes_the_code_hash(engine: Path, old: str, new: str) -> None:
    code = hashes(engine)[1]
    assert old in CODE
    (engine / "sandbox" / "add.py").write_text(CODE.replace(old, new))
    assert hashes(engine)[1] != code


def test_a_file_that_is_not_python_counts_byte_by_byte(engine: Path) -> None:
    code = hashes(engine)[1]
    (engine / "sandbox" / "programs" / "rules.txt").write_text("allow  nothing")
    assert hashes(engine)[1] != code


def test_a_moved_or_new_module_changes_the_code_hash(engine: Path) -> None:
    code = hashes(engine)[1]
    (engine / "sandbox" / "new.py").write_text("")
    with_new = hashes(engine)[1]
    (engine / "sandbox" / "new.py").rename(engine / "sandbox" / "moved.py")
    assert len({code, with_new, hashes(engine)[1]}) == 3


def test_documents_and_compiled_modules_do_not_count(engine: Path) -> None:
    before = hashes(engine)
    (engine / "sandbox" / "README.md").write_text("More about it.")
    (engine / "sandbox" / "__pycache__").mkdir()
    (engine / "sandbox" / "__pycache__" / "add.cpython-311.pyc").write_bytes(b"compiled")
    assert hashes(engine) == before


# Stored hashes


def parse_once() -> str:
    return "code"


def never() -> str:
    raise AssertionError("parsed although the hash is stored")


def test_a_known_source_is_not_parsed_again(home: Path) -> None:
    home.mkdir()
    assert look_up_or_compute("source", parse_once) == "code"
    assert look_up_or_compute("source", never) == "code"
    with pytest.raises(AssertionError):
        look_up_or_compute("another source", never)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"\xff\x00" * 40,
        lambda content: content[:-9] + b"\n",
        lambda content: content.replace(b"code", b"coda"),
        lambda content: content.replace(b" ", b""),
        lambda content: content.replace(b"source", b"sauce"),
    ],
)
def test_a_damaged_line_is_computed_again(home: Path, damage: object) -> None:
    home.mkdir()
    look_up_or_compute("source", parse_once)
    assert callable(damage)
    fingerprints_file().write_bytes(damage(fingerprints_file().read_bytes()))
    assert look_up_or_compute("source", lambda: "parsed-again") == "parsed-again"
    assert look_up_or_compute("source", never) == "parsed-again"


def test_a_hash_that_is_computed_while_another_is_looked_up_is_stored_as_well() -> None:
    assert look_up_or_compute("stamp", lambda: look_up_or_compute("source", parse_once)) == "code"
    assert look_up_or_compute("stamp", never) == look_up_or_compute("source", never) == "code"


def test_only_the_latest_hashes_are_stored(home: Path) -> None:
    home.mkdir()
    for number in range(fingerprint.MOST_REMEMBERED + 5):
        look_up_or_compute(f"source-{number}", parse_once)
    lines = fingerprints_file().read_text().splitlines()
    assert len(lines) == fingerprint.MOST_REMEMBERED and lines[0].startswith("source-5 ")


def test_without_a_writable_folder_the_code_is_parsed_each_time(home: Path) -> None:
    assert look_up_or_compute("source", parse_once) == "code"
    assert not home.exists()
    home.mkdir()
    fingerprints_file().mkdir()
    assert look_up_or_compute("source", parse_once) == "code"
    assert list(home.iterdir()) == [fingerprints_file()]


# The fingerprint


def test_the_fingerprint_changes_with_pytorch_and_with_the_code(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = prover_fingerprint.__wrapped__
    before = fresh()
    monkeypatch.setattr(fingerprint, "torch_version", lambda: "9.9.9")
    other_torch = fresh()
    monkeypatch.setattr(fingerprint, "code_hash", lambda engine, files: "other code")
    monkeypatch.setattr(fingerprint, "source_hash", lambda engine, files: "other source")
    assert len({before, other_torch, fresh()}) == 3


def test_every_folder_of_the_prover_exists() -> None:
    for folder in PROVER_FOLDERS:
        assert list((ENGINE / folder).rglob("*.py")), folder


def test_every_module_that_proves_is_part_of_the_fingerprint() -> None:
    code = "import sys, torchquiz.engine.proving.lesson; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name.split(".") for name in done.stdout.split()]
    loaded = {parts[2] for parts in names if parts[:2] == ["torchquiz", "engine"] and parts[2:]}
    assert {"kinds", "proof"} <= loaded <= {*PROVER_FOLDERS, *ALSO_LOADED}
