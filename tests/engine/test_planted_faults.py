import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.banks.load import load_bank
from engine.errors import BankError, Fault
from engine.proving.lesson import prove_lesson
from engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

BANKS = Path(__file__).parents[1] / "banks"
CLEAN = BANKS / "clean.yaml"
PLANTED = sorted(set(BANKS.glob("*.yaml")) - {CLEAN})
HERE = re.compile(r"# fault: (?P<part>.*)$")
ELSEWHERE = re.compile(r"^# fault at line (?P<line>\d+): (?P<part>.*)$")
"""For a line that cannot carry a comment, at the head of the file."""


@dataclass(frozen=True)
class Planted:
    """The one fault of a sample bank: its line, and a part of what is said of it."""

    line: int
    part: str


def planted(path: Path) -> Planted:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if match := ELSEWHERE.search(line):
            found.append(Planted(int(match["line"]), match["part"]))
        elif match := HERE.search(line):
            found.append(Planted(number, match["part"]))
    (only,) = found
    return only


def faults_of(path: Path, pool: Pool) -> list[Fault]:
    return prove_lesson(path, path.name, pool, None).faults


def form_faults_of(path: Path) -> list[Fault]:
    try:
        return load_bank(path, path.name).faults
    except BankError as error:
        return error.faults


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_a_planted_fault_is_the_only_one_told_and_at_its_line(path: Path, pool: Pool) -> None:
    expected = planted(path)

    faults = faults_of(path, pool)

    assert [fault.line for fault in faults] == [expected.line], "\n".join(map(str, faults))
    assert expected.part in f"{faults[0].message} {faults[0].remedy}"


def test_a_clean_bank_of_all_kinds_has_no_fault_and_nothing_unproven(pool: Pool) -> None:
    proof = prove_lesson(CLEAN, CLEAN.name, pool, None)

    assert proof.faults == []
    assert proof.unproven == []
    assert proof.lesson is not None
    assert {item.kind for item in proof.lesson.items} == {"predict", "complete", "diagnose", "raises", "claim"}
    assert proof.tally.stages.proven == 2
