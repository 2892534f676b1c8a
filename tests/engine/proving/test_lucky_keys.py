"""A key that randomness can affect is not proven, even if two runs agree."""

from pathlib import Path

from tests.engine.small_bank import HEAD
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.proving.item import ItemProof, prove_item
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

ITEM = """\
items:
  - id: near
    kind: predict
    level: easy
    stem: Is every number below 0.999999?
    snippet: |
      x = torch.rand(2)
    ask: bool((x < 0.999999).all())
    key: "True"
    distractors: [{value: "False", misconception: stays, because: It hardly ever happens.}]
    hints: [Think of it.]
    solution: [Read the code.]
    check: Run it.
"""


def proof_of(text: str, path: Path, pool: Pool) -> ItemProof:
    path.write_text(HEAD + text)
    ((item, scope),) = load_bank(path).items
    return prove_item(item, scope, "small", "2.13.0", pool)


def test_a_draw_that_hardly_ever_matters_leaves_the_key_unproven(
    tmp_path: Path, pool: Pool
) -> None:
    proof = proof_of(ITEM, tmp_path / "small.yaml", pool)
    assert (proof.tally.keys.proven, proof.tally.keys.unproven) == (0, 1)
    (doubt,) = proof.doubts
    assert doubt.where == ("ask",) and "`rand` draws random numbers without a seed" in doubt.reason


def test_a_draw_with_a_seed_is_proven(tmp_path: Path, pool: Pool) -> None:
    seeded = ITEM.replace("x = torch.rand", "torch.manual_seed(0)\n      x = torch.rand")
    proof = proof_of(seeded, tmp_path / "small.yaml", pool)
    assert (proof.tally.keys.proven, proof.doubts) == (1, [])
