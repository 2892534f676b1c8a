"""Proves the examples of the authors' guide."""

from pathlib import Path
from textwrap import indent

import pytest
import yaml

from tests.engine.lines import Lines
from torchquiz.engine.authoring.examples import BLOCK, blocks
from torchquiz.engine.folders import BANKS
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models.ways import WAYS
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

HEAD = "lesson: guide\ntitle: An example\nminutes: 1\nabout: One page of the guide.\n"


def test_the_lessons_on_the_first_page_are_proven(pool: Pool, tmp_path: Path) -> None:
    whole, short = BLOCK.findall((BANKS / "README.md").read_text(encoding="utf-8"))
    proof = proven(whole, pool, tmp_path)
    assert (proof.id, proof.items, proof.variants) == ("conv-sizes", 1, 4)
    assert proven(short, pool, tmp_path).id == "first-steps"


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_on_the_page_of_a_kind_is_complete_and_proven(
    kind: str, pool: Pool, tmp_path: Path
) -> None:
    assert blocks(kind)
    for example in blocks(kind):
        proof = proven(HEAD + example, pool, tmp_path)
        assert proof.lesson is not None
        assert [item.kind for item in proof.lesson.items] == [kind]
        assert proof.unproven == []


def test_the_example_of_a_drill_is_proven(pool: Pool, tmp_path: Path) -> None:
    (example,) = blocks("drills")
    proof = proven(HEAD + example, pool, tmp_path)
    assert proof.lesson is not None and proof.unproven == []
    assert [drill.id for drill in proof.lesson.drills] == ["conv-shapes"]


@pytest.mark.parametrize("page", ["../README", *KINDS, "drills", "ways"])
def test_every_example_is_yaml_that_other_tools_can_read(page: str) -> None:
    assert all(isinstance(yaml.safe_load(example), dict) for example in blocks(page))


def test_the_first_page_links_to_the_page_of_every_kind() -> None:
    start = (BANKS / "README.md").read_text(encoding="utf-8")
    pages = (*KINDS, "drills", "ways", "writing")
    assert [page for page in pages if f"(guide/{page}.md)" not in start] == []


def test_the_lesson_on_the_page_about_ways_is_proven_and_has_all_of_them(lines: Lines) -> None:
    assert lines.proof.faults == [], indent("\n".join(map(str, lines.proof.faults)), "  ")
    assert lines.proof.lesson is not None
    assert [head.name for head in lines.proof.lesson.ways] == [
        name for name in WAYS if name not in ("review", "test")
    ]
    assert [line for line in lines.proof.unproven if "sklearn" not in line] == []


def proven(lesson: str, pool: Pool, folder: Path) -> LessonProof:
    path = folder / "guide.yaml"
    path.write_text(lesson, encoding="utf-8")
    with threads(pool) as provers:
        proof = prove_lesson(path, path.name, provers, None)
    assert proof.faults == [], indent("\n".join(map(str, proof.faults)), "  ")
    return proof
