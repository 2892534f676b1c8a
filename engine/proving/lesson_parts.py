"""Combines the proofs of a lesson's parts into the proof of the lesson."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.drills import Drill
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item, ItemHead, LeftOut, Lesson
from torchquiz.engine.models.ways import WayHead, WayName
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.drills import DrillProof
from torchquiz.engine.proving.item import ItemProof
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.lesson_ways import way_minutes, way_scope
from torchquiz.engine.proving.minutes import minutes
from torchquiz.engine.proving.twin_items import twin_items
from torchquiz.engine.proving.ways.way_proof import WayProof


@dataclass(slots=True)
class LessonParts:
    """The finished proofs of a lesson's parts, in any order."""

    items: dict[int, ItemProof] = field(default_factory=dict)
    """Proofs of items, by the index of the item in the lesson."""
    ways: dict[WayName, WayProof] = field(default_factory=dict)
    way_keys: dict[WayName, str] = field(default_factory=dict)
    """Cache keys of the activities that are offered and whose proofs have begun."""
    drills: dict[int, DrillProof] = field(default_factory=dict)
    """Proofs of drills, by the index of the drill in the lesson."""

    def assemble(self, bank: Bank, proof: LessonProof) -> None:
        """Add the proofs of all items, activities and drills to the proof of the lesson."""
        for number, (_, scope) in enumerate(bank.items):
            proof.add_item(self.items[number], scope)
        scopes = {scope.item_id: scope for _, scope in bank.items}
        for item, twin in twin_items(list(proof.bodies.values())):
            reason = f"it has the same code, question and answer as the item '{twin.id}'"
            proof.add_doubt(Doubt(("stem",), reason), scopes[item.id])
        for name in self._ways_in_order(bank):
            proof.add(self.ways[name], way_scope(bank, name))
        for number, (_, drill_scope) in enumerate(bank.drills):
            proof.add(self.drills[number], drill_scope)
        proof.faults.sort()
        if not proof.faults:
            drills = [self.drills[number].drill for number in range(len(bank.drills))]
            proven_drills = [drill for drill in drills if drill is not None]
            items = list(proof.bodies.values())
            proof.lesson = self._lesson(bank, items, proven_drills)

    @property
    def count(self) -> int:
        """The number of parts whose proof is finished."""
        return len(self.items) + len(self.ways) + len(self.drills)

    def incomplete_lesson(self, bank: Bank) -> Lesson | None:
        """Return a lesson with the parts proven so far.

        Return None if a part has a fault, or if no item is proven yet.
        """
        parts = [*self.items.values(), *self.ways.values(), *self.drills.values()]
        items = [self.items[number].item for number in sorted(self.items)]
        proven = [item for item in items if item is not None]
        if bank.faults or not proven or any(part.reported_faults for part in parts):
            return None
        drills = [self.drills[number].drill for number in sorted(self.drills)]
        proven_drills = [drill for drill in drills if drill is not None]
        return replace(self._lesson(bank, proven, proven_drills), is_complete=False)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The items that are left out, because something that they need is missing here."""
        proofs = (self.items[number] for number in sorted(self.items))
        return tuple(LeftOut(proof.id, proof.missing) for proof in proofs if proof.missing)

    def _ways_in_order(self, bank: Bank) -> Iterator[WayName]:
        """Yield the names of activities not offered to learners, followed by all other names."""
        yield from (name for name in bank.ways if name not in self.way_keys)
        yield from (name for name in bank.ways if name in self.way_keys)

    def _way_heads(self, bank: Bank) -> Iterator[WayHead]:
        for name in bank.ways:
            proof = self.ways.get(name)
            if name in self.way_keys and proof is not None and proof.way is not None:
                yield WayHead(name, way_minutes(bank, name), self.way_keys[name])

    def _lesson(self, bank: Bank, items: Sequence[Item], drills: Sequence[Drill]) -> Lesson:
        model = bank.lesson
        named = {name for item in items for name in item.misconceptions}
        return Lesson(
            id=model.lesson,
            title=model.title or model.lesson.replace("-", " ").capitalize(),
            minutes=model.minutes or minutes(0, [item.level for item in items]),
            about=model.about,
            torch=torch_version(),
            items=tuple(map(_head, items)),
            ways=tuple(self._way_heads(bank)),
            misconceptions={name: bank.misconceptions[name] for name in sorted(named)},
            prerequisites=tuple(model.prerequisites),
            drills=tuple(drills),
            left_out=self.left_out,
        )


def _head(item: Item) -> ItemHead:
    return ItemHead(item.id, item.kind, item.level, item.proof, item.form, item.misconceptions)
