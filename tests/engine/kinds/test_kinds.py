"""Proofs of tables and orders contain all text that learners read, and all kinds are registered."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

from tests import ROOT
from tests.engine.banks.test_planted_faults import CLEAN
from tests.engine.small_bank import HEAD
from torchquiz.engine import kinds
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.kinds import CARD_KINDS, KINDS
from torchquiz.engine.models.answers import Arrange, Table
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

Form = TypeVar("Form", Arrange, Table)


def proven(item_id: str, pool: Pool, form: type[Form]) -> tuple[Form, tuple[Variant, ...]]:
    item, scope = next(pair for pair in load_bank(CLEAN).items if pair[0].id == item_id)
    proof = prove_item(item, scope, "sample", torch_version(), pool)
    assert proof.item is not None, proof.faults
    answer = proof.item.variants[0].answer
    assert isinstance(answer, form)
    return answer, proof.item.variants


def test_a_very_deeply_nested_key_is_proven_like_any_other(tmp_path: Path, pool: Pool) -> None:
    item: dict[str, object] = {
        "id": "size",
        "kind": "complete",
        "level": "easy",
        "stem": "Fill it.",
        "snippet": "y = ____",
        "goal": "y == 2",
    }
    item |= {
        "key": "-" * 1200 + "2",
        "distractors": [{"code": "3", "misconception": "stays", "because": "No."}],
    }
    item |= {"hints": ["Count."], "solution": ["It is {y}."], "check": "Look."}
    path = tmp_path / "small.yaml"
    path.write_text(HEAD + "items: " + json.dumps([item]))
    ((read, scope),) = load_bank(path).items
    assert prove_item(read, scope, "small", torch_version(), pool).faults == []


def test_all_orders_that_meet_the_goal_are_found_with_the_authors_first(pool: Pool) -> None:
    answer, _ = proven("order-of-a-step", pool, Arrange)
    assert answer.right == ((0, 1, 2, 3), (1, 0, 2, 3))
    assert answer.program.code.endswith("lr=0.5)\n____") and answer.form == "code"


def test_a_wrong_order_shows_its_error_or_its_value(pool: Pool) -> None:
    answer, (variant,) = proven("order-of-a-step", pool, Arrange)
    first, second = (near.run for near in answer.near)
    assert first is not None and (first.asked, first.value) == ("w.item()", "1.0")
    assert (
        second is not None
        and second.error == "NameError: name 'loss' is not defined (at loss.backward())"
    )
    assert variant.run is not None and (variant.run.code, variant.run.gave) == ("", "-0.5")


def test_steps_in_words_fill_the_blank_and_show_their_code_afterwards(pool: Pool) -> None:
    answer, (variant,) = proven("order-in-words", pool, Arrange)
    assert (
        answer.form == "prose"
        and answer.lines[0] == "Subtract the mean."
        and answer.codes[0] == "x = x - x.mean()"
    )
    assert variant.run is not None and variant.run.code.splitlines() == list(answer.codes)


def test_a_table_has_computed_cells_and_cells_to_fill_in_with_expected_mistakes(
    pool: Pool,
) -> None:
    answer, variants = proven("sizes-of-a-net", pool, Table)
    assert answer.rows[0].cells == ("(2, 1, 8, 8)", "128")
    assert [cell.key.tag for cell in answer.asked] == ["shape", "int", "shape"]
    assert [len(cell.near) for cell in answer.asked] == [1, 1, 1]
    pooled = answer.asked[1].near[0]
    assert pooled.text == ("128",) and pooled.run is not None and pooled.run.code == "pooled = x"
    assert [each.answer.key_texts[1] for each in variants] == ["32", "48"]


def test_the_registry_names_the_kinds_that_are_cards(pool: Pool) -> None:
    with threads(pool) as provers:
        proof = prove_lesson(CLEAN, CLEAN.name, provers, None)
    assert proof.lesson is not None
    assert {head.kind for head in proof.lesson.items if head.is_card} == CARD_KINDS


def test_the_kinds_are_listed_without_loading_them() -> None:
    code = "import sys; from torchquiz.engine.kinds import KINDS; print(*KINDS, *sys.modules)"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert {"predict", "card"} <= set(loaded)
    assert not {"pydantic", "torchquiz.engine.kinds.predict"} & set(loaded)


def test_every_module_of_a_kind_is_registered() -> None:
    folder = Path(kinds.__file__).parent
    modules = {path.stem for path in folder.iterdir() if not path.name.startswith("__")}
    assert modules - {"registry"} == set(KINDS)


def test_the_keys_of_a_kind_include_those_of_its_parts() -> None:
    assert {"columns", "rows", "cells", "show", "because", "by"} <= set(KINDS["table"].keys)
    assert "back" in KINDS["card"].keys and "cells" not in KINDS["card"].keys
