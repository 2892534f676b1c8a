"""A background proof is replaced only if a lesson must come first."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from torchquiz.engine.models.beginning import PRACTICE, Beginning
from torchquiz.engine.study.background_proof import ProofProgress
from torchquiz.engine.study.background_prover import BackgroundProver
from torchquiz.engine.study.catalogue import Catalogue

ONE, TWO = Path("one.yaml"), Path("two.yaml")


class Proofs:
    """A catalogue whose proofs report an obstacle for each lesson, and which notes the orders."""

    def __init__(self) -> None:
        self.orders: list[list[Path]] = []

    def prove(self, paths: list[Path], begins_with: Beginning | None = None) -> "Proofs":
        """Note the order in which lessons are to be proven."""
        self.orders.append(paths)
        return self

    def __iter__(self) -> Iterator[ProofProgress]:
        for path in self.orders[-1]:
            yield ProofProgress(path, 0, 0, obstacle="PyTorch is broken.", is_finished=True)

    def stop(self) -> None:
        """Do nothing."""


@pytest.fixture
def proofs() -> Proofs:
    return Proofs()


@pytest.fixture
def prover(proofs: Proofs) -> BackgroundProver:
    prover = BackgroundProver(cast(Catalogue, proofs))
    assert prover.start([ONE, TWO], [], ONE, PRACTICE)
    return prover


def test_a_lesson_under_way_is_not_begun_again(prover: BackgroundProver, proofs: Proofs) -> None:
    assert not prover.start([ONE, TWO], [], ONE, PRACTICE)
    assert proofs.orders == [[ONE, TWO]]


def test_another_lesson_comes_first_if_the_learner_waits_for_it(
    prover: BackgroundProver, proofs: Proofs
) -> None:
    assert prover.start([ONE, TWO], [], TWO, PRACTICE)
    assert proofs.orders[-1] == [TWO, ONE]


def test_a_lesson_whose_proof_has_ended_is_tried_again(
    prover: BackgroundProver, proofs: Proofs
) -> None:
    assert next(prover.news()).path == ONE
    assert prover.start([ONE, TWO], [], ONE, PRACTICE)
    assert proofs.orders == [[ONE, TWO], [ONE, TWO]]
