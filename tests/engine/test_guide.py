"""The guide for authors is the only one they have, so its examples are proven too."""

import re
from pathlib import Path
from textwrap import indent

from engine.folders import BANKS
from engine.models.ways import WAYS
from engine.proving.lesson import prove_lesson
from engine.proving.provers import threads
from engine.sandbox.pool import Pool
from tests.engine.lines import Lines

pytest_plugins = ["tests.engine.fixtures"]

TEXTS = "    hints: [Think.]\n    solution: [Think twice.]\n    check: Look again.\n"
TAIL = "        misconception: padding-is-automatic\n        because: It does not help.\n"
SHARED = """\
padding-rounds-up: Half a kernel is rounded up.
rows-are-predictions: A row of the matrix collects what was predicted.
gradients-start-afresh: Each backward pass replaces the gradients.
the-test-may-be-seen: It does not matter when data is set aside.
"""
DIAGNOSE = "  - id: missing-import\n    kind: diagnose\n    level: easy\n    stem: What is wrong?\n"


def test_the_examples_of_the_guide_are_proven(pool: Pool, tmp_path: Path) -> None:
    guide = (BANKS / "README.md").read_text(encoding="utf-8")
    lesson, complete, diagnose, claim, shapes, counts, lines, steps, write, card, trace = re.findall(
        r"```yaml\n(.*?)```", guide, re.DOTALL
    )
    pieces = [
        lesson,
        _filled(complete, "") + TEXTS,
        DIAGNOSE + _filled(diagnose, TAIL) + TEXTS,
        _filled(claim, TAIL) + TEXTS,
        *(_filled(whole, "") + TEXTS for whole in (shapes, counts, lines, steps)),
        write + TEXTS,
        card,
        trace.replace("[first-conv-finds-edges, …]", "[role-of-a-filter]"),
    ]
    path = tmp_path / "guide.yaml"
    path.write_text("\n".join(pieces), encoding="utf-8")
    path.with_name("misconceptions.yaml").write_text(SHARED)

    with threads(pool) as provers:
        proof = prove_lesson(path, path.name, provers, None)

    assert proof.faults == [], indent("\n".join(map(str, proof.faults)), "  ")
    assert (proof.items, proof.tally.stages.proven) == (10, 2)


def test_the_lesson_of_the_guide_to_ways_is_proven_and_has_them_all(lines: Lines) -> None:
    assert lines.proof.faults == [], indent("\n".join(map(str, lines.proof.faults)), "  ")
    assert lines.proof.lesson is not None
    assert [head.name for head in lines.proof.lesson.ways] == [name for name in WAYS if name not in ("review", "test")]
    assert [told for told in lines.proof.unproven if "sklearn" not in told] == []


def _filled(example: str, tail: str) -> str:
    """The example with what its … leaves out."""
    return re.sub(r"^ *…\n", tail, example, flags=re.MULTILINE)
