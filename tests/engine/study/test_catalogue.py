"""The catalogue takes proven lessons from the cache and proves the others in the background."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import ROOT
from tests.engine.items import item, lesson
from tests.engine.processes import all_end, descendants, handles
from tests.engine.small_bank import SMALL, WRONG_LINE
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.answers import Choose, Reveal
from torchquiz.engine.models.beginning import PRACTICE
from torchquiz.engine.models.ways import Trace
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import file_stamp, incomplete_key, lesson_key
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.catalogue import Catalogue


@pytest.fixture
def proofs(tmp_path: Path) -> Iterator[Proofs]:
    proofs = Proofs(tmp_path / "home" / "proofs.db")
    yield proofs
    proofs.close()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank"
    path.mkdir()
    return path


# Finding lessons


def test_lessons_are_found_in_files_and_folders_each_once(bank: Path) -> None:
    (bank / "deep").mkdir()
    for name in ("b.yaml", "a.yaml", "deep/c.yaml", "misconceptions.yaml", "notes.md"):
        (bank / name).write_text("lesson: x\n")
    assert lesson_files([bank / "b.yaml", bank]) == [
        bank / "b.yaml",
        bank / "a.yaml",
        bank / "deep" / "c.yaml",
    ]


def test_a_missing_path_and_a_folder_without_lessons_are_errors(bank: Path) -> None:
    with pytest.raises(TorchquizError, match="nowhere: no such file or folder"):
        lesson_files([bank / "nowhere"])
    with pytest.raises(TorchquizError, match="contains no lesson"):
        Catalogue([bank], None)  # type: ignore[arg-type]


# Cached proofs


def test_a_lesson_is_available_while_its_file_is_unchanged(bank: Path, proofs: Proofs) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    catalogue = Catalogue([bank], proofs)
    assert catalogue.entry(path).head is None
    proven = lesson(item("a"))
    proofs.keep_items([item("a")])
    proofs.keep_lesson(lesson_key(path), proven)
    assert [(entry.path, entry.head) for entry in catalogue.entries()] == [(path, proven.head)]
    assert catalogue.lesson(catalogue.entry(path)) == proven
    assert catalogue.item(proven, "a") == item("a")
    path.write_text("lesson: conv # changed")
    assert catalogue.entry(path).head is None


def make_old(path: Path) -> None:
    """Set the modification time of a file as if it had been written some time ago."""
    os.utime(path, ns=(10**18, path.stat().st_mtime_ns - 10**13))


def proven_file(bank: Path, proofs: Proofs) -> Path:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    make_old(path)
    proofs.keep_lesson(lesson_key(path), lesson(item("a")))
    assert Catalogue([bank], proofs).entries()[0].head
    return path


def reads(bank: Path, proofs: Proofs, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the files that listing the lessons reads."""
    read_files: list[Path] = []

    def read(path: Path) -> str:
        read_files.append(path)
        return lesson_key(path)

    monkeypatch.setattr("torchquiz.engine.study.catalogue.lesson_key", read)
    Catalogue([bank], proofs).entries()
    return read_files


def test_a_file_that_has_not_changed_is_not_read_again(
    bank: Path, proofs: Proofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    proven_file(bank, proofs)
    assert reads(bank, proofs, monkeypatch) == []


@pytest.mark.parametrize(
    "change", ["written", "same size and time", "replaced", "misconceptions", "just now"]
)
def test_a_file_that_changed_is_read_again(
    bank: Path, proofs: Proofs, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = proven_file(bank, proofs)
    before = path.stat()
    if change == "written":
        path.write_text("lesson: conv # changed")
    elif change == "same size and time":
        path.write_text("lesson: vonc")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "replaced":
        (bank / "other").write_text("lesson: conv")
        (bank / "other").replace(path)
    elif change == "misconceptions":
        (bank / "misconceptions.yaml").write_text("a: b")
    elif change == "just now":
        path.touch()
    assert reads(bank, proofs, monkeypatch) == [path]


def test_a_file_written_this_moment_has_no_stamp_yet(bank: Path) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    assert file_stamp(path) == ""
    make_old(path)
    assert file_stamp(path) != ""


def test_a_new_version_of_the_prover_ignores_stored_stamps(
    bank: Path, proofs: Proofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = proven_file(bank, proofs)
    monkeypatch.setattr("torchquiz.engine.proof.cache.prover_fingerprint", lambda: b"another")
    assert proofs.known_files() == {} and reads(bank, proofs, monkeypatch) == [path]


def test_lessons_are_listed_even_if_the_cache_cannot_be_written(bank: Path, proofs: Proofs) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    make_old(path)
    proofs.keep_lesson(lesson_key(path), lesson(item("a")))
    proofs._database.connection.execute("pragma query_only = 1")
    assert [entry.head is not None for entry in Catalogue([bank], proofs).entries()] == [True]


def test_a_lesson_stored_without_a_head_is_listed_and_its_head_stored(
    bank: Path, proofs: Proofs
) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    proofs.keep_lesson(lesson_key(path), lesson(item("a")))
    proofs._database.connection.execute("delete from head")
    assert Catalogue([bank], proofs).entry(path).head == lesson(item("a")).head
    assert proofs._database.connection.execute("select count(*) from head").fetchone() == (1,)


def test_a_head_counts_items_by_level_and_flash_cards(bank: Path) -> None:
    card = replace(item("b", Reveal("It is 28.")), kind="card", level="hard")
    head = lesson(item("a"), card).head
    assert (head.count, head.cards) == (2, 1)
    assert head.forms == {"easy": {"choose": 1}, "medium": {}, "hard": {"reveal": 1}}


def test_a_missing_proof_of_an_item_is_an_error_and_drops_its_lesson(
    bank: Path, proofs: Proofs
) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    proofs.keep_lesson(lesson_key(path), lesson(item("a")))
    catalogue = Catalogue([bank], proofs)
    assert catalogue.entry(path).head
    with pytest.raises(
        TorchquizError,
        match=r"The proof of item 'a' is missing or damaged\. Reopen the lesson",
    ):
        catalogue.item(lesson(item("a")), "a")
    assert catalogue.entry(path).head is None


def test_a_lesson_is_complete_only_with_the_proofs_of_all_its_items(
    bank: Path, proofs: Proofs
) -> None:
    path = bank / "conv.yaml"
    path.write_text("lesson: conv")
    proofs.keep_items([item("a")])
    proofs.keep_lesson(lesson_key(path), lesson(item("a")))
    catalogue = Catalogue([bank], proofs)
    assert catalogue.complete_lesson(catalogue.entry(path)) == lesson(item("a"))
    proofs._database.connection.execute("update item set body = ?", (b"{",))
    assert catalogue.complete_lesson(catalogue.entry(path)) is None
    assert catalogue.entry(path).head is None


# The real prover


@pytest.fixture(scope="module")
def proven(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Catalogue, list[Path], list[ProofProgress]]]:
    """Prove a correct, a wrong and a broken lesson in the background, once for all tests."""
    folder = tmp_path_factory.mktemp("proven")
    texts = {
        "fine": SMALL,
        "wrong": SMALL.replace("key: (columns, rows)", "key: (rows, 0 * columns)"),
        "broken": "a: b: c",
    }
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(text.replace("lesson: small", f"lesson: {name}"))
    proofs = Proofs(folder / "home" / "proofs.db")
    catalogue = Catalogue(paths, proofs)
    background = catalogue.prove(paths, PRACTICE, jobs=1)
    news = list(background)
    background.stop()
    yield catalogue, paths, news
    proofs.close()


def of(news: list[ProofProgress], path: Path) -> list[ProofProgress]:
    return [progress for progress in news if progress.path == path]


def test_progress_is_reported_up_to_the_end(
    proven: tuple[Catalogue, list[Path], list[ProofProgress]],
) -> None:
    _, (path, *_), news = proven
    counts = [progress for progress in of(news, path) if not progress.is_open]
    assert [(progress.done, progress.total, progress.is_finished) for progress in counts] == [
        (2, 2, False),
        (2, 2, True),
    ]
    assert not any(fault.faults for fault in of(news, path))


def test_every_lesson_opens_with_its_first_items_before_any_is_completely_proven(
    proven: tuple[Catalogue, list[Path], list[ProofProgress]],
) -> None:
    catalogue, (path, wrong, _), news = proven
    first_finished = [progress.is_finished for progress in news].index(True)
    assert [progress.path for progress in news[:first_finished] if progress.is_open] == [path, path]
    lesson = catalogue._proofs.lesson(incomplete_key(path))
    assert lesson and [head.id for head in lesson.items] == ["size", "total"]
    assert not lesson.is_complete and not lesson.head.is_complete
    assert not any(progress.is_open for progress in of(news, wrong))


def test_lessons_proven_in_the_background_are_available(
    proven: tuple[Catalogue, list[Path], list[ProofProgress]],
) -> None:
    catalogue, (path, *_), _ = proven
    lesson = catalogue.lesson(catalogue.entry(path))
    assert lesson is not None and [head.id for head in lesson.items] == ["size", "total"]
    size = catalogue.item(lesson, "size")
    assert [variant.name for variant in size.variants] == [
        f"rows={rows}, columns={columns}" for rows in (2, 3) for columns in (4, 5)
    ]
    answer = size.variants[0].answer
    assert isinstance(answer, Choose) and [option.text for option in answer.options] == [
        "(4, 2)",
        "(2, 4)",
    ]
    assert (
        answer.options[1].because == "They are swapped: (4, 2)."
        and answer.options[1].belief == "Nothing changes."
    )
    trace = catalogue.way(lesson, "trace")
    assert isinstance(trace, Trace) and [stage.after for stage in trace.stages] == [(2, 4), (2, 3)]
    assert [stage.means for stage in trace.stages] == ["2 rows.", "15 parameters."]


def test_a_faulty_lesson_is_reported_with_its_faults_and_not_listed(
    proven: tuple[Catalogue, list[Path], list[ProofProgress]],
) -> None:
    catalogue, (_, wrong, broken), news = proven
    (fault,) = of(news, wrong)[-1].faults
    assert (fault.path, fault.line, fault.item) == (str(wrong), WRONG_LINE, "size")
    assert fault.message == "the key is not the value that PyTorch computes."
    (fault,) = of(news, broken)[-1].faults
    assert fault.message == "this text contains a second `: `."
    assert catalogue.entry(wrong).head is None is catalogue.entry(broken).head


@pytest.mark.skipif(sys.platform != "linux", reason="waits by pidfd")
@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_prover_and_its_workers_end_when_they_are_stopped_or_their_parent_is_killed(
    tmp_path: Path, how: str
) -> None:
    text = SMALL.replace("snippet: total = ", "snippet: |\n      while True: pass\n      total = ")
    (tmp_path / "slow.yaml").write_text(text)
    code = f"""
import sys
from pathlib import Path
from torchquiz.engine.study.background_proof import BackgroundProof
slow, proofs = Path({str(tmp_path / "slow.yaml")!r}), Path({str(tmp_path / "proofs.db")!r})
proof = BackgroundProof([slow], proofs, 1)
print(proof._process.pid, flush=True)
sys.stdin.read(1)
proof.stop()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        prover = int(parent.stdout.readline())
        deadline = time.monotonic() + 30
        while len(descendants(prover)) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)  # wait until a snippet runs in the worker
        opened = handles([prover, *descendants(prover)])
        if how == "kill":
            parent.kill()
        else:
            parent.stdin.write("x")
            parent.stdin.close()
            assert parent.wait(20) == 0
    assert len(opened) > 2 and all_end(opened, 10)
