"""Search finds the right parts of lessons, in the right order, in spite of misspellings."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.items import CHOICE, COUNT, item, lesson, variant
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Trace, WayHead
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.proof.search import Index
from torchquiz.engine.proof.search_pages import SearchPage
from torchquiz.engine.study.catalogue import Catalogue

FLOW = Trace("Filters slide over the image.", (), ())


@pytest.fixture
def proofs(tmp_path: Path) -> Iterator[Proofs]:
    proofs = Proofs(tmp_path / "proofs.db")
    yield proofs
    proofs.close()


def kept(proofs: Proofs, key: str = "key") -> Lesson:
    """Store a lesson on convolutions with a trace and three items."""
    stems = {
        "size": replace(
            variant(CHOICE),
            stem="What is the height after the kernel went over it?",
            snippet="nn.Conv2d(3, 6, 5)",
        ),
        "loss": replace(
            variant(COUNT),
            stem="Which loss takes raw scores?",
            snippet="loss = nn.CrossEntropyLoss()",
        ),
        "count": replace(
            variant(COUNT), stem="How many kernels are there?", snippet="layer.weight.shape"
        ),
    }
    items = [replace(item(name), variants=(shown,)) for name, shown in stems.items()]
    proofs.keep_items(items)
    proofs.keep_way("flow", FLOW)
    proven = replace(
        lesson(*items),
        ways=(WayHead("trace", 2, "flow"),),
        about="How a kernel slides over an image.",
    )
    proofs.keep_lesson(key, proven)
    return proven


def found(proofs: Proofs, words: str, *keys: str) -> list[str]:
    """Return the hits, each as `lesson` or as the name of an item or activity."""
    return [hit.item or hit.way or "lesson" for hit in proofs.search(words, keys or ("key",), 10)]


def test_lessons_ways_and_items_are_found_by_their_words(proofs: Proofs) -> None:
    kept(proofs)
    assert found(proofs, "convolutions") == ["lesson"]
    assert found(proofs, "filters slide") == ["trace"]
    assert found(proofs, "raw scores") == ["loss"]


def test_code_is_found_by_whole_names_and_by_the_words_within_them(proofs: Proofs) -> None:
    kept(proofs)
    for words in (
        "nn.CrossEntropyLoss",
        "crossentropyloss",
        "entropy",
        "Cross Entropy",
        "nn.cross",
    ):
        assert found(proofs, words) == ["loss"], words
    assert found(proofs, "conv2d") == ["size"]


def test_a_misconception_is_found_by_its_sentence(proofs: Proofs) -> None:
    kept(proofs)
    assert found(proofs, "pads by itself") == ["size"]


def test_a_word_is_found_while_it_is_being_typed(proofs: Proofs) -> None:
    kept(proofs)
    for end in range(3, len("kernels")):
        assert "size" in found(proofs, "kernels"[:end])


@pytest.mark.parametrize(
    ("typed", "name"),
    [("entorpy", "loss"), ("crossentropylos", "loss"), ("kernal", "size"), ("hieght", "size")],
)
def test_a_misspelt_word_finds_what_was_meant(proofs: Proofs, typed: str, name: str) -> None:
    kept(proofs)
    assert name in found(proofs, typed)


def test_only_the_most_similar_word_replaces_a_misspelt_one(proofs: Proofs) -> None:
    for name, stem in (("a", "What is its precision?"), ("b", "What is the decision?")):
        proofs.keep_items([replace(item(name), variants=(replace(variant(COUNT), stem=stem),))])
    proofs.keep_lesson("key", lesson(item("a"), item("b")))
    assert found(proofs, "precison") == ["a"]


def test_a_hit_contains_all_words(proofs: Proofs) -> None:
    kept(proofs)
    assert found(proofs, "kernel height") == ["size"] and found(proofs, "kernel scores") == []


@pytest.mark.parametrize(
    "words",
    ["", "  ", "…", '"', 'kernel" OR "', "*", "a* NEAR(b)", "zzzzqqq", "'; drop table page"],
)
def test_no_input_is_an_error(proofs: Proofs, words: str) -> None:
    kept(proofs)
    proofs.search(words, ["key"], 10)
    assert found(proofs, "convolutions") == ["lesson"]


def test_the_title_of_a_lesson_comes_before_mentions(proofs: Proofs) -> None:
    kept(proofs)
    other = replace(
        lesson(
            replace(item("a"), variants=(replace(variant(), stem="Convolutions, convolutions!"),))
        ),
        id="other",
    )
    proofs.keep_items(
        [replace(item("a"), variants=(replace(variant(), stem="Convolutions, convolutions!"),))]
    )
    proofs.keep_lesson("more", replace(other, title="Others"))
    assert found(proofs, "convolutions", "key", "more") == ["lesson", "a"]


def test_a_hit_names_its_lesson_and_item_and_shows_the_words_on_one_line(proofs: Proofs) -> None:
    kept(proofs)
    (hit,) = proofs.search("scores", ["key"], 10)
    assert (hit.lesson, hit.title, hit.item, hit.way) == ("conv", "Convolutions", "loss", "")
    assert "raw scores" in hit.excerpt and "\n" not in hit.excerpt and len(hit.excerpt) <= 90


def test_an_excerpt_of_a_long_line_shows_the_words(proofs: Proofs) -> None:
    long = (
        "Words of no weight come first. " * 9
        + "Then the momentum matters, and more words follow. " * 5
    )
    proofs.keep_items([replace(item("a"), variants=(replace(variant(), stem=long),))])
    proofs.keep_lesson("long", lesson(item("a")))
    (hit,) = proofs.search("momentum", ["long"], 10)
    assert (
        "momentum" in hit.excerpt
        and hit.excerpt[0] == hit.excerpt[-1] == "…"
        and len(hit.excerpt) <= 90
    )


def test_lessons_under_other_keys_are_not_found(proofs: Proofs) -> None:
    kept(proofs)
    assert found(proofs, "kernel", "another key") == []


def test_a_changed_lesson_is_found_by_its_present_content(proofs: Proofs) -> None:
    proven = kept(proofs)
    proofs.keep_lesson("new key", replace(proven, items=proven.items[:1], ways=()))
    assert found(proofs, "loss", "new key") == [] and found(proofs, "kernel", "new key") != []
    assert proofs._database.connection.execute("select count(*) from words").fetchone() == (2,)


def test_a_cache_without_pages_is_indexed_at_the_first_search(proofs: Proofs) -> None:
    kept(proofs)
    proofs._database.connection.execute("delete from page")
    proofs._database.connection.execute("delete from words")
    assert found(proofs, "raw scores") == ["loss"]


def test_the_catalogue_finds_only_lessons_whose_files_are_unchanged(
    proofs: Proofs, tmp_path: Path
) -> None:
    path = tmp_path / "conv.yaml"
    path.write_text("lesson: conv")
    kept(proofs, lesson_key(path))
    catalogue = Catalogue([path], proofs)
    assert [hit.item for hit in catalogue.search("raw scores", catalogue.entries())] == ["loss"]
    path.write_text("lesson: conv # changed")
    assert catalogue.search("raw scores", catalogue.entries()) == []


def test_words_are_found_without_full_text_search_in_sqlite() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        index = Index(db, has_fts=False)
        index.fill(
            "key",
            [
                SearchPage("conv", "Convolutions", heading="Convolutions"),
                SearchPage("conv", "Convolutions", says="Raw scores", item="a"),
            ],
        )
        assert [hit.item for hit in index.find("raw SCOR", ["key"], 10)] == ["a"]
        assert [hit.item for hit in index.find("convo", ["key"], 10)] == [""]
        assert index.find("raw", ["other"], 10) == [] == index.find("nothing", ["key"], 10)
