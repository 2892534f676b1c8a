"""Tests that the guesser finds keys by their form, without learning from the lesson it guesses."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.results import Check
from torchquiz.engine.authoring.guessing.features import FEATURES, measured
from torchquiz.engine.authoring.guessing.guesses import guess_lessons, lesson_samples
from torchquiz.engine.authoring.guessing.lesson_guess import summary
from torchquiz.engine.authoring.guessing.options import OptionTexts
from torchquiz.engine.authoring.guessing.ranking import Sample, probabilities, success, trained
from torchquiz.engine.authoring.guessing.weights import fixed_weights, write_weights
from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.proven import Item, Variant

pytest_plugins = ["tests.engine.fixtures"]

LONG = "It keeps its size along both sides of the image."
CENTRE = ["(1, 6, 28, 28)", "(1, 3, 28, 28)", "(6, 6, 28, 28)", "(1, 6, 32, 28)"]
"""A right shape, and wrong shapes that each differ from it in one place."""
EVEN = ["(1, 2)", "(3, 4)", "(5, 6)", "(7, 8)"]
"""Shapes that differ from each other in every place."""


def sample(texts: list[str], key: int = 0) -> Sample:
    return Sample(measured(OptionTexts(texts)), [number == key for number, _ in enumerate(texts)])


def item(id: str, texts: list[str], lesson: str = "forms") -> Item:
    options = tuple(Option(text, "value", is_key=not place) for place, text in enumerate(texts))
    variant = Variant({}, "", "Which?", "", "", (), (), "", Choose(options), None)
    return Item(lesson, id, "predict", "easy", (variant,))


def bank(folder: Path, lesson: str, ids: list[str]) -> Bank:
    path = folder / f"{lesson}.yaml"
    items = "".join(
        f"  - {{id: {id}, kind: predict, stem: Which?, snippet: y = 1, ask: y, key: 1,"
        " distractors: [{value: 2}]}\n"
        for id in ids
    )
    path.write_text(f"lesson: {lesson}\nitems:\n{items}")
    return load_bank(path)


def test_a_key_that_every_wrong_option_resembles_is_found() -> None:
    chances = probabilities(fixed_weights("mine"), sample(CENTRE))
    assert chances.index(max(chances)) == 0 and chances[0] > 0.4


def test_options_of_the_same_form_are_left_to_chance() -> None:
    chances = probabilities(fixed_weights("mine"), sample(EVEN))
    assert chances == pytest.approx([0.25] * 4)
    assert success(chances, sample(EVEN)) == pytest.approx(0.25)


def test_the_order_of_the_options_does_not_matter() -> None:
    weights = fixed_weights("mine")
    chances = probabilities(weights, sample(CENTRE))
    assert probabilities(weights, sample(CENTRE[::-1], key=3)) == pytest.approx(chances[::-1])


def test_forms_are_learned_from_other_items_in_the_same_way_each_time() -> None:
    samples = [sample([LONG, f"No {word}.", "Yes."]) for word in ("one", "two", "three")] * 10
    weights = trained(samples)
    assert weights == trained(samples)
    chances = probabilities(weights, sample(["Short.", LONG, "No."], key=1))
    assert chances[1] > 0.6


def test_a_key_that_is_given_away_is_reported_with_its_cue_and_place(tmp_path: Path) -> None:
    lesson = bank(tmp_path, "forms", ["centre", "even"])
    proven = {"centre": item("centre", CENTRE), "even": item("even", EVEN)}
    (guess,) = guess_lessons([(lesson, proven)])
    assert (guess.items, guess.found, guess.chance) == (2, 1.25, 0.5)
    (remark,) = guess.given_away
    assert remark.item == "centre" and remark.line == 3
    assert "most like the others" in remark.message and "combines two mistakes" in remark.remedy
    line = "forms: 1.25 of 2 keys guessed (62.5%), 0.5 by chance: 2.50 times"
    own = "(with torchquiz's own weights; the figure for the whole folder may differ)"
    assert summary([guess]) == [f"{line} {own}"]
    assert summary([replace(guess, has_committed_weights=False)]) == [line]


def test_a_lesson_is_guessed_with_the_form_of_its_neighbours_only(tmp_path: Path) -> None:
    # In one lesson the key is always the longest option, in the other always the shortest, so a
    # guesser that has learned only from the other lesson is always wrong.
    ids = [f"item-{number}" for number in range(40)]
    longest = {id: item(id, [LONG, "No.", "Yes."], "long") for id in ids}
    shortest = {id: item(id, ["No.", LONG, f"{LONG} Always."], "short") for id in ids}
    lessons = [(bank(tmp_path, "long", ids), longest), (bank(tmp_path, "short", ids), shortest)]
    assert [guess.found for guess in guess_lessons(lessons)] == [0, 0]


def test_true_or_false_items_are_left_out() -> None:
    assert lesson_samples({"truth": item("truth", ["True", "False"])}) == {}


def test_the_table_of_weights_has_every_feature(tmp_path: Path) -> None:
    names = [feature.name for feature in FEATURES]
    assert list(fixed_weights("mine")) == names
    path = tmp_path / "weights.tsv"
    write_weights({"one": {"a": sample(CENTRE)}, "two": {"b": sample(EVEN)}}, path)
    head, *rows = path.read_text().splitlines()
    assert head == "feature\tall\tone\ttwo"
    assert [row.split("\t")[0] for row in rows] == names
    # The weights for a lesson are learned from the others. For `one`, that is only `two`, whose
    # options give no cue.
    assert all(row.split("\t")[2] == "0.000" for row in rows)


def test_advice_reports_guesses_apart_from_the_remarks(check: Check, bank: Path) -> None:
    out = check(bank, "--advice").out
    assert "keys guessed from the options alone:" in out and "small: " in out
    assert "guessed" not in check(bank).out
    (guess,) = check(bank, "--advice", "--json").json["guessed"]
    assert (guess["lesson"], guess["items"], guess["chance"]) == ("small", 2, 1.0)
