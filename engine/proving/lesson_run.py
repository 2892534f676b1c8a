"""Carries out the proof of one lesson, part by part.

The parts are items, activities and drills. A part whose proof is cached is not proven again. All
other parts are submitted immediately, except for activities that need proven items. A plan can
limit the proof to the parts with which a learner begins. These are stored as an incomplete lesson.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, TorchquizError
from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import incomplete_key, lesson_key
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.drills import DrillProof, cached_drill_proof, prove_drill
from torchquiz.engine.proving.estimates import drill_estimate, item_estimate, way_estimate
from torchquiz.engine.proving.item import (
    ItemProof,
    cached_item_proof,
    prove_item,
)
from torchquiz.engine.proving.lesson_parts import LessonParts
from torchquiz.engine.proving.lesson_plan import LessonPlan, opening, whole_lesson
from torchquiz.engine.proving.lesson_proof import LessonFile, LessonProof
from torchquiz.engine.proving.lesson_ways import (
    needed_ids,
    proof_of_way_not_offered,
    way_key,
    way_scope,
)
from torchquiz.engine.proving.part_keys import drill_key, item_key
from torchquiz.engine.proving.provers import Provers, proof_result
from torchquiz.engine.proving.ways import prove_way
from torchquiz.engine.proving.ways.way_proof import WayProof, cached_way_proof

GROWTH = 1.5
"""How many times more parts must be proven before an open lesson is stored again."""


class LessonRun:
    """The state of the proof of one lesson.

    Args:
        file: the lesson.
        provers: the provers, which other lessons may use at the same time.
        proofs: the cache. None disables it, for provers that run a different version of PyTorch.
        torch: the provers' version of PyTorch, or an empty string for the installed one.
        turn: the rank of the lesson. The parts of lessons with a lower rank start first.
        before_running: a function that is called before each part that is not cached.
    """

    def __init__(
        self,
        file: LessonFile,
        provers: Provers,
        proofs: Proofs | None,
        torch: str,
        turn: int,
        before_running: Callable[[], None],
    ) -> None:
        self.file = file
        self.proof = LessonProof(file.path)
        """The proof of the lesson, which is complete once `is_finished` is true."""
        self.error: TorchquizError | None = None
        """The error that stopped the proof, or None if there was none."""
        self._plan = LessonPlan((), (), ())
        self._provers, self._proofs = provers, proofs
        self._torch, self._turn = torch or torch_version(), turn
        self._before_running = before_running
        self._when_proven: dict[Future[Any], Callable[[Any], None]] = {}
        self._parts = LessonParts()
        self._opened_parts = 0
        """The number of parts of the incomplete lesson that learners can open."""

    @property
    def is_finished(self) -> bool:
        """Whether all submitted proofs of parts have been processed or cancelled."""
        return not self._when_proven

    @property
    def futures(self) -> list[Future[Any]]:
        """The submitted proofs of parts whose results have not been processed yet."""
        return list(self._when_proven)

    def begin(self) -> None:
        """Load the lesson, and submit the proofs of its parts that are not cached.

        Raises:
            TorchquizError: the lesson or the cache cannot be read.
        """
        try:
            bank = load_bank(self.file.path, self.file.name)
        except BankError as error:
            self.proof.faults = error.faults
            return
        self.proof.id, self.proof.bank = bank.lesson.lesson, bank
        self.proof.faults += bank.faults
        beginning = self.file.begins_with
        self._plan = opening(bank, beginning) if beginning else whole_lesson(bank)
        for number in self._plan.items:
            self._begin_item(bank, number)
        for number in self._plan.drills:
            self._begin_drill(bank, number)
        self._begin_ways(bank)
        self.file.on_item(len(self._parts.items), len(bank.items))
        self._finish_if_complete(bank)

    def accept(self, future: Future[Any]) -> None:
        """Process the finished proof of a part, and submit the activities that were waiting for it.

        Raises:
            TorchquizError: the proof could not be made, or the cache cannot be written.
        """
        bank, accept_proof = self.proof.bank, self._when_proven[future]
        assert bank is not None
        accept_proof(proof_result(future))
        self._begin_ways(bank)
        del self._when_proven[future]
        self._finish_if_complete(bank)

    def cancel(self) -> None:
        """Cancel the proofs that have not started yet."""
        for future in self._when_proven:
            future.cancel()
        self._when_proven = {}

    # Parts

    def _submit(
        self,
        seconds: float,
        accept_proof: Callable[[Any], None],
        prove: Callable[..., Any],
        *arguments: Any,
    ) -> None:
        """Submit the proof of a part, which is expected to take about this many seconds."""
        self._before_running()
        rank = (self._turn, -seconds)
        self._when_proven[self._provers.submit(prove, *arguments, rank=rank)] = accept_proof

    def _begin_item(self, bank: Bank, number: int) -> None:
        item, scope = bank.items[number]
        key = item_key(bank, scope)
        cached = self._proofs.item(key) if self._proofs is not None else None
        if cached is not None:
            self._parts.items[number] = cached_item_proof(cached)
            return

        def accept_proof(proof: ItemProof) -> None:
            # The proof is cached immediately, so that an interrupted run can be resumed.
            if proof.item is not None:
                proof.item = msgspec.structs.replace(proof.item, proof=key)
                if self._proofs is not None:
                    self._proofs.keep_items([proof.item])
            self._parts.items[number] = proof
            self.file.on_item(len(self._parts.items), len(bank.items))

        arguments = (item, scope, bank.lesson.lesson, self._torch)
        self._submit(item_estimate(item), accept_proof, prove_item, *arguments)

    def _begin_drill(self, bank: Bank, number: int) -> None:
        drill, scope = bank.drills[number]
        key = drill_key(bank, scope)
        cached = self._proofs.drill(key) if self._proofs is not None else None
        if cached is not None:
            self._parts.drills[number] = cached_drill_proof(cached)
            return

        def accept_proof(proof: DrillProof) -> None:
            if proof.drill is not None and self._proofs is not None:
                self._proofs.keep_drill(key, proof.drill)
            self._parts.drills[number] = proof

        self._submit(drill_estimate(drill), accept_proof, prove_drill, drill, scope)

    def _begin_ways(self, bank: Bank) -> None:
        """Begin the proof of each activity whose items are all proven, if it has not begun yet."""
        done = {bank.items[number][0].id for number in self._parts.items}
        waiting = {item.id for item, _ in bank.items} - done
        absent = {left_out.item for left_out in self._parts.left_out}
        for name in self._plan.ways:
            if name in self._parts.way_keys or name in self._parts.ways:
                continue
            if any(item in absent for _, item in bank.ways[name].items()):
                self._parts.ways[name] = proof_of_way_not_offered(bank, name, absent)
            elif not waiting.intersection(needed_ids(bank, name)):
                self._begin_way(bank, name)

    def _begin_way(self, bank: Bank, name: WayName) -> None:
        proven = (proof.item for proof in self._parts.items.values())
        items = {item.id: item for item in proven if item is not None}
        key = self._parts.way_keys[name] = way_key(bank, name, items)
        cached = self._proofs.way(key) if self._proofs is not None else None
        if cached is not None:
            self._parts.ways[name] = cached_way_proof(name, cached)
            return

        def accept_proof(proof: WayProof) -> None:
            if proof.way is not None and self._proofs is not None:
                self._proofs.keep_way(key, proof.way)
            self._parts.ways[name] = proof

        way, scope = bank.ways[name], way_scope(bank, name, items)
        self._submit(way_estimate(way), accept_proof, prove_way, name, way, scope)

    def _finish_if_complete(self, bank: Bank) -> None:
        is_over = self.is_finished
        if self.file.on_open and (not is_over or self._plan.is_opening):
            self._open_early(bank, is_over)
        if not is_over or self._plan.is_opening:
            return
        self._parts.assemble(bank, self.proof)
        if self.proof.faults and self.file.on_open and self._proofs is not None:
            self._proofs.drop(incomplete_key(self.file.path))
        if self.proof.lesson is not None and self._proofs is not None:
            self._proofs.keep_lesson(lesson_key(self.file.path), self.proof.lesson)

    def _open_early(self, bank: Bank, is_over: bool) -> None:
        """Store the lesson as proven so far, so that learners can open it, unless there is a fault.

        If only the parts with which a learner begins are proven, they are stored once all of them
        are finished. Otherwise the lesson is stored again when it has grown enough, because storing
        it takes time.
        """
        count, key = self._parts.count, incomplete_key(self.file.path)
        if not is_over and (self._plan.is_opening or count < GROWTH * self._opened_parts):
            return
        self._opened_parts = count
        lesson = self._parts.incomplete_lesson(bank)
        if lesson is None or self._proofs is None or self.file.on_open is None:
            return
        stored = self._proofs.head(key)
        if stored is None and not self._plan.is_opening:
            return  # It has a fault in a part that may not be proven again yet.
        # A lesson that an earlier process has opened further keeps what it has.
        if stored is None or not _contains(stored, lesson.head):
            self._proofs.keep_lesson(key, lesson)
        self.file.on_open()


def _contains(lesson: LessonHead, other: LessonHead) -> bool:
    """Return whether a lesson has at least as many parts of each kind as another version of it."""
    ways = {head.name for head in lesson.ways} >= {head.name for head in other.ways}
    return ways and lesson.count >= other.count and lesson.drills >= other.drills
