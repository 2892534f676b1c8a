"""The cache key of a proof depends on the lesson and on everything else that affects the proof."""

from pathlib import Path

import pytest

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.keys import content_hash, lesson_key
from torchquiz.engine.proof.torch_version import torch_version


def test_a_content_hash_depends_on_where_each_part_ends() -> None:
    assert content_hash(b"ab", b"c") != content_hash(b"a", b"bc") != content_hash(b"abc")
    assert content_hash(b"ab", b"c") == content_hash(b"ab", b"c")


def test_a_lessons_key_changes_with_its_file_and_the_shared_misconceptions(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("lesson: a")
    keys = [lesson_key(path), lesson_key(path)]
    path.write_text("lesson: b")
    keys.append(lesson_key(path))
    (tmp_path / "misconceptions.yaml").write_text("stays: Nothing changes.")
    keys.append(lesson_key(path))
    assert keys[0] == keys[1] and len(set(keys)) == 3


def test_a_lessons_key_changes_with_the_prover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("lesson: a")
    before = lesson_key(path)
    monkeypatch.setattr("torchquiz.engine.proof.keys.prover_fingerprint", lambda: b"another")
    assert lesson_key(path) != before


def test_a_lesson_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        TorchquizError, match=r"gone\.yaml: the file cannot be read: No such file or directory"
    ):
        lesson_key(tmp_path / "gone.yaml")


def test_the_version_of_torch_is_read_without_importing_it() -> None:
    from importlib.metadata import version

    assert torch_version().partition("+")[0] == version("torch").partition("+")[0]
