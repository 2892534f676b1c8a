"""The proofs in a wheel are used on a learner's machine until that machine has its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL, WRONG
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import fingerprints_file, progress_file
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof import fingerprint, released
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.prover_code import ENGINE, prover_files, source_hash
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.proving.release import write_release
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.study import study as study_module
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study

pytest_plugins = ["tests.engine.fixtures"]


@pytest.fixture(scope="module")
def release_bytes(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Prove the small lesson once, and return the content of a wheel's proof file."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "small.yaml").write_text(SMALL)
    with threads(pool) as provers:
        write_release(folder / "released.db", [folder / "small.yaml"], provers)
    assert sorted(path.name for path in folder.iterdir()) == ["released.db", "small.yaml"]
    return (folder / "released.db").read_bytes()


@pytest.fixture
def release(release_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install the release, and return the path of its proofs."""
    path = tmp_path / "released.db"
    path.write_bytes(release_bytes)
    monkeypatch.setattr(released, "RELEASED", path)
    return path


@pytest.fixture
def proofs(home: Path) -> Iterator[Proofs]:
    """Open an empty cache of proofs, as after installation."""
    with closing(Proofs(home / "proofs.db")) as proofs:
        yield proofs


@pytest.fixture
def study(bank: Path, release: Path, proofs: Proofs) -> Iterator[Study]:
    """Return the study with which the app starts for the first time after installation."""
    with closing(Store(progress_file())) as store:
        yield Study(Catalogue([bank], proofs), store, SnippetRunner())


def prove_here(bank: Path, proofs: Proofs, pool: Pool) -> ProofProgress:
    """Prove the lesson on this machine, as the background proof does."""
    with threads(pool) as provers:
        faults = prove_lesson(bank, bank.name, provers, proofs).faults
    return ProofProgress(bank, 3, 3, tuple(faults), is_finished=True)


def test_after_installation_a_lesson_can_be_opened_without_a_proof_of_its_own(study: Study) -> None:
    (standing,) = study.standings
    assert standing.lesson and standing.is_released
    assert standing.lesson.torch == f"{torch_version().partition('+')[0]} in the release"
    lesson = study.lesson(standing.lesson.id)
    assert [study.catalogue.item(lesson, head.id).id for head in lesson.items] == [
        head.id for head in lesson.items
    ]
    assert study.has("small") and study.search("shape")


def test_the_proof_of_this_machine_replaces_the_released_one(
    study: Study, bank: Path, proofs: Proofs, pool: Pool
) -> None:
    study.hear(prove_here(bank, proofs, pool))
    (standing,) = study.standings
    assert standing.lesson and standing.lesson.torch == torch_version()
    assert (standing.is_released, standing.differing) == (False, 0)


def test_answers_that_differ_from_the_release_are_counted(
    release: Path, bank: Path, proofs: Proofs, pool: Pool
) -> None:
    with closing(sqlite3.connect(release)) as planted:
        planted.execute("update item set body = replace(body, '(3, 4)', '(3, 5)')")
        planted.commit()
    with closing(Store(progress_file())) as store:
        study = Study(Catalogue([bank], proofs), store, SnippetRunner())
        study.hear(prove_here(bank, proofs, pool))
        assert (study.standings[0].differing or 0) > 0


def test_a_released_proof_that_cannot_be_read_any_more_is_not_compared(
    study: Study, bank: Path, proofs: Proofs, pool: Pool
) -> None:
    with closing(sqlite3.connect(proofs.path)) as damaged:
        damaged.execute("delete from item where key like 'released-%'")
        damaged.commit()
    study.hear(prove_here(bank, proofs, pool))
    assert (study.standings[0].is_released, study.standings[0].differing) == (False, None)


def test_a_lesson_with_faults_on_this_machine_is_not_offered(
    study: Study, bank: Path, proofs: Proofs, pool: Pool
) -> None:
    (bank.parent / "wrong.yaml").write_text(WRONG)
    faults = prove_here(bank.parent / "wrong.yaml", proofs, pool).faults
    study.hear(ProofProgress(bank, 3, 3, faults, is_finished=True))
    assert faults and not study.has("small")
    study.refresh()
    assert not study.has("small")


def test_a_released_lesson_is_proven_again_where_pytorch_is_installed(
    study: Study, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[Path]] = []
    monkeypatch.setattr(study.catalogue, "prove", started.append)
    monkeypatch.setattr(study_module, "torch_version", lambda: "")
    assert not study.prove()
    monkeypatch.setattr(study_module, "torch_version", lambda: "2.13.0")
    assert study.prove() and started == [[bank]]


@pytest.mark.parametrize("damage", ["missing", "cut", "not a database"])
def test_a_damaged_release_is_ignored(
    release: Path, bank: Path, proofs: Proofs, damage: str
) -> None:
    if damage == "missing":
        release.unlink()
    else:
        release.write_bytes(release.read_bytes()[:3000] if damage == "cut" else b"no database" * 99)
    assert Catalogue([bank], proofs).entries()[0].head is None


def test_a_changed_lesson_is_not_in_the_release(release: Path, bank: Path, proofs: Proofs) -> None:
    bank.write_text(bank.read_text() + "# changed\n")
    assert Catalogue([bank], proofs).entries()[0].head is None


def test_the_first_start_after_installation_parses_no_code(
    release: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> str:
        raise AssertionError("parsed although the release knows the result")

    home.mkdir()
    assert not fingerprints_file().exists()
    monkeypatch.setattr(fingerprint, "code_hash", never)
    source, code = fingerprint.prover_code()
    assert source == source_hash(ENGINE, prover_files(ENGINE)) and code


def test_a_lesson_with_faults_is_not_released(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(WRONG)
    with threads(pool) as provers, pytest.raises(TorchquizError, match=r"small\.yaml"):
        write_release(tmp_path / "released.db", [tmp_path / "small.yaml"], provers)
    assert not (tmp_path / "released.db").exists()
