"""The cache finds proofs by content, never returns outdated ones, and replaces a damaged file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.items import BLANKS, COUNT, MARKS, item, lesson
from torchquiz.engine.errors import StoreError
from torchquiz.engine.models.ways import Stage, Trace
from torchquiz.engine.proof.cache import Proofs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "proofs.db"


@pytest.fixture
def proofs(path: Path) -> Iterator[Proofs]:
    proofs = Proofs(path)
    yield proofs
    proofs.close()


def test_items_lessons_and_traces_are_read_as_they_were_stored(proofs: Proofs, path: Path) -> None:
    items = [item("a"), item("b", MARKS), item("c", COUNT), item("d", BLANKS)]
    trace = Trace(
        "An insight.", ("a",), (Stage("Input", "x", (), (2, 3), 0, "Two rows.", ((1.0, 2.5),)),)
    )
    proofs.keep_items(items)
    proofs.keep_lesson("a key", lesson(*items))
    proofs.keep_way("a key", trace)
    proofs.close()
    again = Proofs(path)
    assert [again.item(proven.proof) for proven in items] == items
    assert again.lesson("a key") == lesson(*items) and again.way("a key") == trace
    assert [again.item("nothing"), again.lesson("nothing"), again.way("nothing")] == [
        None,
        None,
        None,
    ]
    again.close()


def test_storing_a_lesson_again_replaces_it(proofs: Proofs) -> None:
    proofs.keep_lesson("key", lesson())
    proofs.keep_lesson("key", lesson(item("a")))
    assert proofs.lesson("key") == lesson(item("a"))


def test_a_proof_that_cannot_be_decoded_counts_as_missing(proofs: Proofs) -> None:
    proofs.keep_lesson("key", lesson())
    proofs._database.connection.execute("update lesson set body = ?", (b'{"id": 3}',))
    assert proofs.lesson("key") is None


def test_a_damaged_head_is_left_out_of_the_known_files_and_made_again(proofs: Proofs) -> None:
    proofs.keep_lesson("key", lesson(item("a")))
    proofs.remember_files([("conv.yaml", "a stamp", "key")])
    for body in (b"{", b"\xff\xfe", b'{"id": 3}', "text", 7):
        proofs._database.connection.execute("update head set body = ?", (body,))
        assert proofs.known_files() == {}
    assert proofs.head("key") == lesson(item("a")).head
    assert list(proofs.known_files()) == ["conv.yaml"]


def test_a_dropped_lesson_is_forgotten_and_others_stay(proofs: Proofs) -> None:
    other = replace(lesson(item("b")), id="other")
    proofs.keep_lesson("key", lesson(item("a")))
    proofs.keep_lesson("other key", other)
    proofs.drop_lesson("conv")
    assert proofs.head("key") is None and proofs.head("other key") == other.head


@pytest.mark.parametrize(
    "content", [b"no database" * 200, b"SQLite format 3\0" + b"\xff" * 5000, b""]
)
def test_a_damaged_file_is_replaced_because_proofs_can_be_made_again(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    proofs = Proofs(path)
    proofs.keep_lesson("key", lesson())
    assert proofs.lesson("key") == lesson()
    proofs.close()


def test_damage_after_the_first_page_empties_the_cache(path: Path) -> None:
    proofs = Proofs(path)
    proofs.keep_items([item(f"item-{number}") for number in range(200)])
    proofs.keep_lesson("key", lesson())
    proofs.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    proofs = Proofs(path)
    assert proofs.item("proof of item-1") is None and proofs.lesson("key") is None
    proofs.keep_lesson("key", lesson())
    assert proofs.lesson("key") == lesson()
    proofs.close()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        StoreError,
        match=r"^Proofs cannot be saved in .*file.*: "
        r".*Make that folder writable, or set TORCHQUIZ_HOME",
    ):
        Proofs(tmp_path / "file" / "proofs.db")


def test_a_full_disk_is_one_sentence_and_leaves_no_transaction_open(proofs: Proofs) -> None:
    (pages,) = proofs._database.connection.execute("pragma page_count").fetchone()
    proofs._database.connection.execute(f"pragma max_page_count = {pages}")
    large = [item(f"item-{number}") for number in range(200)]
    with pytest.raises(StoreError, match="the disk is full"):
        proofs.keep_items(large)
    proofs._database.connection.execute("pragma max_page_count = 100000")
    assert proofs.item(large[0].proof) is None
    proofs.keep_items(large)
    assert proofs.item(large[-1].proof) == large[-1]


DAMAGES = {
    "table": "drop table item",
    "column": "alter table lesson_file rename column stamp to other",
    "search": "update words_data set block = x'00'",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_replaced_and_proofs_can_be_stored_again(
    proofs: Proofs, damage: str
) -> None:
    proofs.keep_items([item("a")])
    proofs.keep_lesson("key", lesson(item("a")))
    proofs._database.connection.execute(DAMAGES[damage])
    for _ in range(2):  # the first time, the cache may notice the damage
        proofs.keep_items([item("a")])
        proofs.keep_lesson("key", lesson(item("a")))
        proofs.remember_files([("a.yaml", "stamp", "key")])
    assert proofs.item(item("a").proof) == item("a") and proofs.known_files()
    assert proofs.search("convolutions", ["key"], 5)


def test_two_processes_can_store_proofs_at_once(proofs: Proofs, path: Path) -> None:
    other = Proofs(path)
    proofs.keep_lesson("a", lesson())
    other.keep_lesson("b", lesson())
    assert proofs.lesson("b") is not None and other.lesson("a") is not None
    other.close()
