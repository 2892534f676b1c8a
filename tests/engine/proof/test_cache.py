"""The cache of proofs: by content, never stale, and never needed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.engine.items import BLANKS, COUNT, MARKS, item, lesson
from torchquiz.engine.errors import StoreError, TorchquizError
from torchquiz.engine.models.ways import Stage, Trace
from torchquiz.engine.proof import cache as proofs_module
from torchquiz.engine.proof.cache import Proofs, content_hash, lesson_key, torch_version, world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "proofs.db"


@pytest.fixture
def proofs(path: Path) -> Iterator[Proofs]:
    proofs = Proofs(path)
    yield proofs
    proofs.close()


def test_items_lessons_and_traces_come_back_as_they_were(proofs: Proofs, path: Path) -> None:
    items = [item("a"), item("b", MARKS), item("c", COUNT), item("d", BLANKS)]
    trace = Trace(
        "An insight.", ("a",), (Stage("Input", "x", (), (2, 3), 0, "Two rows.", ((1.0, 2.5),)),)
    )
    proofs.keep_items(items)
    proofs.keep_lesson("a key", lesson(*items))
    proofs.keep_way("a key", trace)
    proofs.close()
    again = Proofs(path)
    assert [again.item(one.proof) for one in items] == items
    assert again.lesson("a key") == lesson(*items) and again.way("a key") == trace
    assert [again.item("nothing"), again.lesson("nothing"), again.way("nothing")] == [
        None,
        None,
        None,
    ]
    again.close()


def test_keeping_again_replaces(proofs: Proofs) -> None:
    proofs.keep_lesson("key", lesson())
    proofs.keep_lesson("key", lesson(item("a")))
    assert proofs.lesson("key") == lesson(item("a"))


def test_a_proof_of_another_form_counts_as_none(proofs: Proofs) -> None:
    proofs.keep_lesson("key", lesson())
    proofs._db.execute("update lesson set body = ?", (b'{"id": 3}',))
    assert proofs.lesson("key") is None


@pytest.mark.parametrize(
    "content", [b"no database" * 200, b"SQLite format 3\0" + b"\xff" * 5000, b""]
)
def test_a_damaged_file_is_begun_anew_since_proofs_can_be_made_again(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    proofs = Proofs(path)
    proofs.keep_lesson("key", lesson())
    assert proofs.lesson("key") == lesson()
    proofs.close()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        StoreError,
        match=r"^Proofs cannot be kept in .*file.*: .*Make that folder writable, or set TORCHQUIZ_HOME",
    ):
        Proofs(tmp_path / "file" / "proofs.db")


def test_a_full_disk_is_one_sentence_and_leaves_no_transaction_open(proofs: Proofs) -> None:
    (pages,) = proofs._db.execute("pragma page_count").fetchone()
    proofs._db.execute(f"pragma max_page_count = {pages}")
    large = [item(f"item-{number}") for number in range(200)]
    with pytest.raises(StoreError, match="database or disk is full"):
        proofs.keep_items(large)
    proofs._db.execute("pragma max_page_count = 100000")
    assert proofs.item(large[0].proof) is None
    proofs.keep_items(large)
    assert proofs.item(large[-1].proof) == large[-1]


def test_a_table_that_is_gone_is_one_sentence(proofs: Proofs) -> None:
    proofs._db.execute("drop table item")
    with pytest.raises(StoreError, match="Delete that file; they are made anew"):
        proofs.item("key")


def test_two_processes_may_keep_proofs_at_once(proofs: Proofs, path: Path) -> None:
    other = Proofs(path)
    proofs.keep_lesson("a", lesson())
    other.keep_lesson("b", lesson())
    assert proofs.lesson("b") is not None and other.lesson("a") is not None
    other.close()


# Keys


def test_the_borders_of_parts_count() -> None:
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


def test_a_lesson_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        TorchquizError, match=r"gone\.yaml: the file cannot be read: No such file or directory"
    ):
        lesson_key(tmp_path / "gone.yaml")


def test_the_world_changes_with_pytorch_and_with_the_provers_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world()
    monkeypatch.setattr(proofs_module, "torch_version", lambda: "9.9.9")
    after = world.__wrapped__()
    assert before != after
    monkeypatch.setattr(proofs_module, "PROVER_ROOMS", proofs_module.PROVER_ROOMS[:-1])
    assert world.__wrapped__() != after


def test_every_room_of_the_prover_is_there() -> None:
    root = Path(proofs_module.__file__).parent.parent
    for room in proofs_module.PROVER_ROOMS:
        assert (root / room).is_file() or list((root / room).rglob("*.py")), room


def test_a_change_in_any_module_that_proves_makes_proofs_anew() -> None:
    code = "import sys, torchquiz.engine.proving.lesson; print(*sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name.split(".") for name in said.stdout.split()]
    rooms = {parts[2] for parts in names if parts[:2] == ["torchquiz", "engine"] and parts[2:]}
    proves_nothing = {"errors", "folders", "wording"}
    assert {"kinds", "proof"} <= rooms <= {*proofs_module.PROVER_ROOMS, *proves_nothing}


def test_the_version_of_torch_is_read_without_importing_it() -> None:
    from importlib.metadata import version

    assert torch_version().partition("+")[0] == version("torch").partition("+")[0]
