import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import SAMPLES
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

CLEAN = SAMPLES / "clean.yaml"
PLANTED = sorted(set(SAMPLES.glob("*.yaml")) - {CLEAN})
HERE = re.compile(r"# fault: (?P<part>.*)$")
"""Matches a comment after the fault, as in `key: n  # fault: the key is not the value`."""
ELSEWHERE = re.compile(r"^# fault at line (?P<line>\d+): (?P<part>.*)$")
"""Matches `# fault at line 3: the file is empty`, for a fault whose line cannot have a comment."""


@dataclass(frozen=True)
class Planted:
    """The only fault of a sample lesson: its line, and a part of its message or remedy."""

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
    with threads(pool) as provers:
        return prove_lesson(path, path.name, provers, None).faults


def form_faults_of(path: Path) -> list[Fault]:
    try:
        return load_bank(path, path.name).faults
    except BankError as error:
        return error.faults


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_only_the_planted_fault_is_reported_and_on_its_line(path: Path, pool: Pool) -> None:
    expected = planted(path)

    faults = faults_of(path, pool)

    assert [fault.line for fault in faults] == [expected.line], "\n".join(map(str, faults))
    assert expected.part in f"{faults[0].message} {faults[0].remedy}"


def test_a_clean_bank_of_all_kinds_has_no_fault_and_nothing_unproven(pool: Pool) -> None:
    with threads(pool) as provers:
        proof = prove_lesson(CLEAN, CLEAN.name, provers, None)

    assert proof.faults == []
    assert proof.unproven == []
    assert proof.lesson is not None
    assert {item.kind for item in proof.lesson.items} == set(KINDS)
    assert proof.tally.stages.proven == 2


@pytest.mark.parametrize(
    ("spoil", "line", "part"),
    [
        pytest.param(
            lambda data: b"\xff\xfe" + data.decode().encode("utf-16-le"),
            1,
            "the file is UTF-16",
            id="utf-16",
        ),
        pytest.param(
            lambda data: data.replace("×".encode(), b"\xd7", 1),
            26,
            "0xd7 is not valid UTF-8",
            id="latin-1",
        ),
        pytest.param(lambda data: b"", 1, "the file is empty", id="empty"),
        pytest.param(lambda data: b"#" * ((32 << 20) + 1), 1, "the limit is 33,554,432", id="huge"),
    ],
)
def test_bytes_that_are_not_text_are_reported(
    tmp_path: Path, spoil: Callable[[bytes], bytes], line: int, part: str
) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(spoil(CLEAN.read_bytes()))

    (fault,) = form_faults_of(path)

    assert (fault.line, part in fault.message) == (line, True), str(fault)


@pytest.mark.parametrize(
    ("make", "part"), [(Path.mkdir, "Is a directory"), (lambda path: None, "No such file")]
)
def test_a_file_that_cannot_be_read_is_reported(
    tmp_path: Path, make: Callable[[Path], None], part: str
) -> None:
    path = tmp_path / "bank.yaml"
    make(path)

    (fault,) = form_faults_of(path)

    assert part in fault.message


@pytest.mark.parametrize(
    ("shared", "part"),
    [
        (
            "wrong-idea: It is otherwise.\n",
            "the misconception 'wrong-idea' is already defined in misconceptions.yaml",
        ),
        (
            "- wrong-idea\n",
            "shared misconceptions must be written as lines of the form `name: belief`",
        ),
        (
            "wrong: [a, b]\n",
            "shared misconceptions must be written as lines of the form `name: belief`",
        ),
    ],
)
def test_a_fault_in_shared_misconceptions_is_reported(
    tmp_path: Path, shared: str, part: str
) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(CLEAN.read_bytes())
    path.with_name("misconceptions.yaml").write_text(shared)

    (fault,) = form_faults_of(path)

    assert part in fault.message


def test_all_faults_of_a_file_are_reported_at_once_sorted_by_line(
    tmp_path: Path, pool: Pool
) -> None:
    text = CLEAN.read_text(encoding="utf-8")
    for right, wrong in [
        ("key: 12\n", "key: 13\n"),
        ("fix: b = torch.ones(3, 2)", "fix: b = torch.ones(3, 4)"),
    ]:
        text = text.replace(right, wrong)
    text = text.replace("key: IndexError", "kye: IndexError")
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")

    faults = faults_of(path, pool)

    assert [fault.item for fault in faults] == [
        "size",
        "inner-sizes",
        "out-of-range",
        "out-of-range",
    ]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
