"""Tests which files are recognised as lessons."""

from pathlib import Path

import pytest

from tests import ROOT, SAMPLES
from torchquiz.engine.yaml.recognise import is_lesson, lesson_id, may_be_lesson


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lesson: conv2d\n", "conv2d"),
        ("# yaml-language-server: $schema=a.json\nlesson: conv-2d  # the id\n", "conv-2d"),
        ('lesson: "conv2d"\r\ntitle: T\r\n', "conv2d"),
        ("\ufefflesson: größe\n", "größe"),
        ("lesson:\n", ""),
        ("lesson:", ""),
        ("lesson: a: b\n", "a"),
        ("#" * 5000 + "\nlesson: far-below\n", "far-below"),
    ],
)
def test_a_file_with_a_lesson_line_is_a_lesson(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    assert is_lesson(path) and lesson_id(path) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a: 1\n",
        b"  lesson: nested\n",
        b"lessons: many\n",
        b"lesson:no-space\n",
        b"title: the lesson: of today\n",
        b"\xff\xfe\x00",
    ],
)
def test_any_other_file_is_not_a_lesson(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert not is_lesson(path) and lesson_id(path) == ""


def test_a_file_of_shared_misconceptions_is_never_a_lesson(tmp_path: Path) -> None:
    path = tmp_path / "misconceptions.yaml"
    path.write_text("lesson: A misconception with this name.\n")
    assert not is_lesson(path) and not may_be_lesson(path)


def test_a_file_that_cannot_be_read_is_not_a_lesson(tmp_path: Path) -> None:
    assert not is_lesson(tmp_path / "gone.yaml") and not is_lesson(tmp_path)


def test_every_lesson_in_this_repository_is_recognised() -> None:
    lessons = sorted((ROOT / "quizzes").glob("*.yaml")) + sorted(SAMPLES.glob("*.yaml"))
    not_recognised = {path.name for path in lessons if not is_lesson(path)}
    assert not_recognised == {
        "misconceptions.yaml",
        "form-lesson-missing.yaml",
        "yaml-list-at-the-top.yaml",
        "yaml-nothing.yaml",
    }
